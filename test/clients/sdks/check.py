"""Azure's own Python SDKs against the emulator, as an application would use them.

    npm run emulator -- --https --port 4443 --operation-ms 500
    python -m venv ENV && ENV/bin/pip install azure-mgmt-postgresqlflexibleservers azure-mgmt-rdbms azure-mgmt-resourcegraph
    ENV/bin/python test/clients/sdks/check.py https://127.0.0.1:4443 CERTIFICATE.pem

The certificate is the file that the emulator names when it starts. Ends with 1 where something is not as it should be.
"""
import json
import ssl
import sys
import time
import urllib.request

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.transport import RequestsTransport

URL, CERTIFICATE = sys.argv[1], sys.argv[2]
SUBSCRIPTION = "0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001"
STAGING = "0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1002"


class Credential:
    """The emulator's own token, which it gives to whoever is on this computer."""

    def get_token(self, *scopes, **options):
        context = ssl.create_default_context(cafile=CERTIFICATE)
        with urllib.request.urlopen(f"{URL}/__emulator/token", context=context) as answer:
            return AccessToken(json.load(answer)["token"], int(time.time()) + 3600)


def client(kind, subscription=SUBSCRIPTION):
    options = {
        "base_url": URL,
        "credential_scopes": [f"{URL}/.default"],
        "transport": RequestsTransport(connection_verify=CERTIFICATE),
        "polling_interval": 1,
    }
    return kind(Credential(), subscription, **options) if subscription else kind(Credential(), **options)


failures = []


def check(what, holds, found=""):
    print(("ok   " if holds else "FAIL ") + what + (f": {found}" if not holds else ""))
    if not holds:
        failures.append(what)


def flexible():
    from azure.mgmt import postgresqlflexibleservers as package
    from azure.mgmt.postgresqlflexibleservers import models

    kind = getattr(package, "PostgreSQLManagementClient", None) or package.PostgreSQLManagementFlexibleServerClient
    azure = client(kind)
    listed = azure.servers.list_by_subscription() if hasattr(azure.servers, "list_by_subscription") else azure.servers.list()
    names = sorted(server.name for server in listed)
    check("flexible: servers of a subscription", names == ["pg-catalog", "pg-identity", "pg-orders", "pg-payments"], names)
    server = azure.servers.get("RG-SHOP", "PG-Orders")
    check("flexible: a server, whatever the case of its id", server.name == "pg-orders" and server.state == "Ready", server)
    create = getattr(azure.firewall_rules, "begin_create_or_update")
    rule = create("rg-shop", "pg-orders", "python", models.FirewallRule(start_ip_address="203.0.113.7", end_ip_address="203.0.113.8")).result()
    check("flexible: a firewall rule is written and read back", (rule.name, rule.end_ip_address) == ("python", "203.0.113.8"), rule)
    azure.firewall_rules.begin_delete("rg-shop", "pg-orders", "python").result()
    try:
        azure.firewall_rules.get("rg-shop", "pg-orders", "python")
        check("flexible: a deleted rule is gone", False)
    except ResourceNotFoundError as error:
        check("flexible: a deleted rule is gone", error.error.code == "ResourceNotFound", error)
    parameters = {one.name: one for one in azure.configurations.list_by_server("rg-shop", "pg-orders")}
    check("flexible: parameters with what they may be", parameters["require_secure_transport"].allowed_values in ("on,off", "on, off"), parameters.get("require_secure_transport"))
    update = models.ConfigurationForUpdate(value="TLSv1.3", source="user-override")
    azure.configurations.begin_update("rg-shop", "pg-orders", "ssl_min_protocol_version", update).result()
    check("flexible: a parameter is set", azure.configurations.get("rg-shop", "pg-orders", "ssl_min_protocol_version").value == "TLSv1.3")
    try:
        azure.configurations.begin_update("rg-shop", "pg-orders", "ssl_min_protocol_version", models.ConfigurationForUpdate(value="SSLv3", source="user-override")).result()
        check("flexible: a value that is none is refused", False)
    except HttpResponseError as error:
        check("flexible: a value that is none is refused", "SSLv3" in str(error) or "InvalidParameterValue" in str(error), error)
    administrators = getattr(azure, "administrators_microsoft_entra", None) or azure.administrators
    check("flexible: administrators", isinstance(list(administrators.list_by_server("rg-identity", "pg-identity")), list))
    azure.servers.begin_restart("rg-shop", "pg-orders").result()
    check("flexible: a restart ends", azure.servers.get("rg-shop", "pg-orders").state == "Ready")
    network = models.Network(public_network_access="Disabled")
    update_model = getattr(models, "ServerForPatch", None) or models.ServerForUpdate
    azure.servers.begin_update("rg-shop", "pg-orders", update_model(network=network)).result()
    check("flexible: a server is changed", azure.servers.get("rg-shop", "pg-orders").network.public_network_access == "Disabled")


def single():
    from azure.mgmt.rdbms.postgresql import PostgreSQLManagementClient, models

    azure = client(PostgreSQLManagementClient, STAGING)
    names = [server.name for server in azure.servers.list()]
    check("single: servers of a subscription", names == ["pg-legacy"], names)
    server = azure.servers.begin_update("rg-legacy", "pg-legacy", models.ServerUpdateParameters(ssl_enforcement="Enabled", minimal_tls_version="TLS1_2")).result()
    check("single: TLS is enforced", (server.ssl_enforcement, server.minimal_tls_version) == ("Enabled", "TLS1_2"), server)
    rule = azure.firewall_rules.begin_create_or_update("rg-legacy", "pg-legacy", "python", models.FirewallRule(start_ip_address="203.0.113.7", end_ip_address="203.0.113.7")).result()
    check("single: a firewall rule is written", rule.name == "python", rule)
    azure.firewall_rules.begin_delete("rg-legacy", "pg-legacy", "python").result()
    check("single: and deleted", all(one.name != "python" for one in azure.firewall_rules.list_by_server("rg-legacy", "pg-legacy")))


def graph():
    from azure.mgmt.resourcegraph import ResourceGraphClient
    from azure.mgmt.resourcegraph.models import QueryRequest

    azure = client(ResourceGraphClient, None)
    query = "resources\n| where type in~ ('microsoft.dbforpostgresql/flexibleservers')\n| project id, name, type\n| order by id"
    answer = azure.resources(QueryRequest(subscriptions=[SUBSCRIPTION], query=query))
    check("resource graph: the servers of a subscription", answer.total_records == 4, answer.total_records)


# What another client has done is undone.
urllib.request.urlopen(urllib.request.Request(f"{URL}/__emulator/reset", method="POST"), context=ssl.create_default_context(cafile=CERTIFICATE))
for part in (flexible, single, graph):
    try:
        part()
    except Exception as error:  # Each part is told by itself.
        check(part.__name__, False, f"{type(error).__name__}: {error}")
print(f"{len(failures)} failed" if failures else "all as with Azure")
sys.exit(1 if failures else 0)
