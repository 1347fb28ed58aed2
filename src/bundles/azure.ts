export { createAzureSource } from '../sources/azure/create-azure-source';
