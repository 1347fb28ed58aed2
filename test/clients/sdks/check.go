// Azure's own Go SDK against the emulator, as an application would use it.
//
//	npm run emulator -- --https --port 4443 --operation-ms 500
//	mkdir FOLDER && cp test/clients/sdks/check.go FOLDER/main.go && cd FOLDER
//	go mod init check && go mod tidy
//	go run . https://127.0.0.1:4443 CERTIFICATE.pem
//
// The certificate is the file that the emulator names when it starts. Ends with 1 where something is not as it should be.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/postgresql/armpostgresqlflexibleservers"
)

const subscription = "0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001"

// The emulator's own token, which it gives to whoever is on this computer.
type credential struct {
	url    string
	client *http.Client
}

func (c credential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	answer, err := c.client.Get(c.url + "/__emulator/token")
	if err != nil {
		return azcore.AccessToken{}, err
	}
	defer answer.Body.Close()
	var body struct{ Token string }
	err = json.NewDecoder(answer.Body).Decode(&body)
	return azcore.AccessToken{Token: body.Token, ExpiresOn: time.Now().Add(time.Hour)}, err
}

var failed = 0

func check(what string, holds bool, found any) {
	if holds {
		fmt.Println("ok   " + what)
		return
	}
	failed++
	fmt.Printf("FAIL %s: %v\n", what, found)
}

func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}

func main() {
	url, file := os.Args[1], os.Args[2]
	pem, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	// What another client has done is undone.
	must(client.Post(url+"/__emulator/reset", "application/json", nil)).Body.Close()
	azure := cloud.Configuration{
		ActiveDirectoryAuthorityHost: url,
		Services:                     map[cloud.ServiceName]cloud.ServiceConfiguration{cloud.ResourceManager: {Endpoint: url, Audience: url}},
	}
	options := &arm.ClientOptions{ClientOptions: policy.ClientOptions{Cloud: azure, Transport: client}, DisableRPRegistration: true}
	own := credential{url, client}
	servers := must(armpostgresqlflexibleservers.NewServersClient(subscription, own, options))
	rules := must(armpostgresqlflexibleservers.NewFirewallRulesClient(subscription, own, options))
	parameters := must(armpostgresqlflexibleservers.NewConfigurationsClient(subscription, own, options))
	ctx := context.Background()
	wait := &runtime.PollUntilDoneOptions{Frequency: time.Second}

	names := []string{}
	pager := servers.NewListPager(nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			check("servers of a subscription", false, err)
			break
		}
		for _, server := range page.Value {
			names = append(names, *server.Name)
		}
	}
	check("servers of a subscription", len(names) == 4, names)

	got, err := servers.Get(ctx, "RG-SHOP", "PG-Orders", nil)
	check("a server, whatever the case of its id", err == nil && *got.Name == "pg-orders", err)

	rule := armpostgresqlflexibleservers.FirewallRule{Properties: &armpostgresqlflexibleservers.FirewallRuleProperties{StartIPAddress: to.Ptr("203.0.113.9"), EndIPAddress: to.Ptr("203.0.113.10")}}
	creating, err := rules.BeginCreateOrUpdate(ctx, "rg-shop", "pg-orders", "golang", rule, nil)
	if err == nil {
		_, err = creating.PollUntilDone(ctx, wait)
	}
	read, readErr := rules.Get(ctx, "rg-shop", "pg-orders", "golang", nil)
	check("a firewall rule is written and read back", err == nil && readErr == nil && *read.Properties.EndIPAddress == "203.0.113.10", errors.Join(err, readErr))

	deleting, err := rules.BeginDelete(ctx, "rg-shop", "pg-orders", "golang", nil)
	if err == nil {
		_, err = deleting.PollUntilDone(ctx, wait)
	}
	_, gone := rules.Get(ctx, "rg-shop", "pg-orders", "golang", nil)
	var refused *azcore.ResponseError
	check("a deleted rule is gone", err == nil && errors.As(gone, &refused) && refused.ErrorCode == "ResourceNotFound", errors.Join(err, gone))

	value := armpostgresqlflexibleservers.Configuration{Properties: &armpostgresqlflexibleservers.ConfigurationProperties{Value: to.Ptr("SSLv3"), Source: to.Ptr("user-override")}}
	updating, err := parameters.BeginUpdate(ctx, "rg-shop", "pg-orders", "ssl_min_protocol_version", value, nil)
	if err == nil {
		_, err = updating.PollUntilDone(ctx, wait)
	}
	check("a value that is none is refused", errors.As(err, &refused) && refused.ErrorCode == "InvalidParameterValue", err)

	restarting, err := servers.BeginRestart(ctx, "rg-shop", "pg-orders", nil)
	if err == nil {
		_, err = restarting.PollUntilDone(ctx, wait)
	}
	check("a restart ends", err == nil, err)

	if failed > 0 {
		fmt.Printf("%d failed\n", failed)
		os.Exit(1)
	}
	fmt.Println("all as with Azure")
}
