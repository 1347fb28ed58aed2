export { createAzureSource } from '../sources/azure/create-azure-source';
export { joinAccounts } from '../sources/azure/join-accounts';
