import type { Material } from './mutate';

const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n  "contentVersion": "1.0.0.0"';

const seeds = [
  `{\n  ${schema},\n  "parameters": { "name": { "type": "string", "defaultValue": "pg" }, "tls": { "type": "string", "allowedValues": ["TLS1_0", "TLS1_1"] }, "password": { "type": "securestring" } },\n  "resources": [{\n    "type": "Microsoft.DBforPostgreSQL/servers", "apiVersion": "2017-12-01", "name": "[concat(parameters('name'), uniqueString(resourceGroup().id))]",\n    "properties": { "minimalTlsVersion": "[parameters('tls')]", "sslEnforcement": "[if(empty(parameters('name')), 'Disabled', 'Enabled')]" },\n    "resources": [{ "type": "firewallRules", "apiVersion": "2017-12-01", "name": "all", "properties": { "startIpAddress": "0.0.0.0", "endIpAddress": "255.255.255.255" } }]\n  }]\n}\n`,
  `{\n  ${schema},\n  "languageVersion": "2.0",\n  "variables": { "copy": [{ "name": "rules", "count": 3, "input": { "name": "[format('rule{0}', copyIndex('rules'))]" } }] },\n  "resources": {\n    "pg": { "type": "Microsoft.DBforPostgreSQL/flexibleServers", "apiVersion": "2024-08-01", "name": "pg", "properties": { "network": { "publicNetworkAccess": "Enabled" } } },\n    "rules": { "copy": { "name": "rules", "count": "[length(variables('rules'))]" }, "condition": true, "type": "Microsoft.DBforPostgreSQL/flexibleServers/firewallRules", "apiVersion": "2024-08-01", "name": "[format('pg/{0}', variables('rules')[copyIndex()].name)]", "properties": { "startIpAddress": "10.0.0.1", "endIpAddress": "10.0.0.2" } }\n  }\n}\n`,
  `{\n  ${schema},\n  // a comment\n  "resources": [{\n    "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "inner",\n    "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" }, "parameters": { "v": { "value": "[createObject('a', createArray(1, 2))]" } },\n      "template": { "contentVersion": "1.0.0.0", "parameters": { "v": { "type": "object" } }, "resources": [{ "type": "Microsoft.DBforPostgreSQL/flexibleServers/configurations", "apiVersion": "2024-08-01", "name": "pg/require_secure_transport", "properties": { "value": "off", "source": "[string(parameters('v').a[0])]" } }], "outputs": { "o": { "type": "string", "value": "[tryGet(parameters('v'), 'b')]" } } } } },],\n  "outputs": { "x": { "type": "string", "value": "[reference('inner').outputs.o.value]" } },\n}\n`,
  `{ "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg", "name": "pg", "type": "Microsoft.DBforPostgreSQL/flexibleServers", "authConfig": { "passwordAuth": "Enabled" }, "network": { "publicNetworkAccess": "Enabled" } }\n`,
];

const scraps = [
  '{', '}', '[', ']', '(', ')', '"', "'", "''", '\\', '\\u', '\\u00e9', ':', ',', '.', '/*', '*/', '//', '\n', '\r\n', '\ufeff', '\u0000', '\uD800', 'é', 'null', 'true', '-', '1e999', '9',
  '"[', ']"', '"[[', '"copy": ', '"resources": [', "[concat('a', ", "[parameters('", "if(true(), ", 'lambda(', "lambdaVariables('x')", 'copyIndex()', '"condition": "[', '{"type": "', '[[[[', '?.a', "['a']", '[0]', '//\n', '"properties": {',
];

export const armMaterial: Material = { seeds, scraps };
