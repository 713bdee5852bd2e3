/** The address to give to `terraform apply -replace=…` after the secrets' values have changed. */
export const secretsVersionAddress = "terraform_data.secrets_version";
