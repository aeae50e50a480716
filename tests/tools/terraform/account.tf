data "aws_caller_identity" "current" {}

resource "aws_iam_account_alias" "name" {
  account_alias = "terraform-${local.word}"
}

data "aws_iam_account_alias" "name" {
  depends_on = [aws_iam_account_alias.name]
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = var.changed ? 14 : 12
  require_symbols                = true
  require_numbers                = true
  require_uppercase_characters   = true
  require_lowercase_characters   = true
  allow_users_to_change_password = var.changed
  max_password_age               = var.changed ? 90 : 0
  password_reuse_prevention      = var.changed ? 5 : 0
}

resource "aws_iam_security_token_service_preferences" "tokens" {
  global_endpoint_token_version = var.changed ? "v2Token" : "v1Token"
}

resource "aws_iam_organizations_features" "root" {
  count            = var.organization ? 1 : 0
  enabled_features = var.changed ? ["RootSessions"] : ["RootCredentialsManagement", "RootSessions"]
}

resource "aws_iam_openid_connect_provider" "issuer" {
  url             = "https://issuer.example/tf"
  client_id_list  = var.changed ? ["second", "third"] : ["first", "second"]
  thumbprint_list = [var.changed ? "cf23df2207d99a74fbe169e3eba035e633b65d94" : "9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
  tags            = local.tags
}

resource "aws_iam_openid_connect_provider" "bare" {
  url            = "https://bare.example"
  client_id_list = ["only"]

  # Without one AWS fetches it; a server that has no internet keeps none.
  lifecycle {
    ignore_changes = [thumbprint_list]
  }
}

data "aws_iam_openid_connect_provider" "by_url" {
  url        = "https://issuer.example/tf"
  depends_on = [aws_iam_openid_connect_provider.issuer]
}

data "aws_iam_openid_connect_provider" "by_arn" {
  arn = aws_iam_openid_connect_provider.issuer.arn
}

resource "aws_iam_saml_provider" "people" {
  name                   = "people"
  saml_metadata_document = file("${path.root}/metadata-${local.word}.xml")
  tags                   = local.tags
}

data "aws_iam_saml_provider" "people" {
  arn = aws_iam_saml_provider.people.arn
}
