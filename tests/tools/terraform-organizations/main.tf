# An organisation with all that decides in it, with the provider as it is: only the endpoints are set.
# The first apply makes it, a second one with changed=true changes all of it that can change.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" { type = string }

variable "changed" {
  type    = bool
  default = false
}

provider "aws" {
  region = "us-east-1"

  endpoints {
    iam           = var.endpoint
    organizations = var.endpoint
    sts           = var.endpoint
  }
}

locals {
  word = var.changed ? "after" : "before"
  tags = { stage = local.word, kept = "a+b = ü/ä @ c", (local.word) = "" }
}

resource "aws_organizations_organization" "this" {
  feature_set                   = "ALL"
  enabled_policy_types          = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]
  aws_service_access_principals = var.changed ? ["iam.amazonaws.com", "sso.amazonaws.com"] : ["iam.amazonaws.com"]
}

resource "aws_organizations_organizational_unit" "outer" {
  name      = "outer ${local.word}"
  parent_id = aws_organizations_organization.this.roots[0].id
  tags      = local.tags
}

resource "aws_organizations_organizational_unit" "inner" {
  name      = "inner"
  parent_id = aws_organizations_organizational_unit.outer.id
}

resource "aws_organizations_account" "member" {
  name      = "member"
  email     = "member@example.com"
  parent_id = var.changed ? aws_organizations_organizational_unit.inner.id : aws_organizations_organizational_unit.outer.id
  tags      = local.tags
}

resource "aws_organizations_account" "closed" {
  name              = "closed"
  email             = "closed@example.com"
  role_name         = "Visitor"
  close_on_deletion = true

  lifecycle {
    ignore_changes = [role_name]
  }

  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy" "service" {
  name        = "service ${local.word}"
  description = local.word
  type        = "SERVICE_CONTROL_POLICY"
  tags        = local.tags

  content = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = var.changed ? "iam:ListGroups" : "iam:ListUsers", Resource = "*" }]
  })

  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy" "resource" {
  name = "resource"
  type = "RESOURCE_CONTROL_POLICY"

  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "sts:AssumeRole"
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:PrincipalOrgID" = aws_organizations_organization.this.id } }
    }]
  })
}

resource "aws_organizations_policy_attachment" "root" {
  policy_id = aws_organizations_policy.resource.id
  target_id = aws_organizations_organization.this.roots[0].id
}

resource "aws_organizations_policy_attachment" "unit" {
  policy_id = aws_organizations_policy.service.id
  target_id = var.changed ? aws_organizations_organizational_unit.inner.id : aws_organizations_organizational_unit.outer.id
}

resource "aws_organizations_policy_attachment" "account" {
  policy_id = aws_organizations_policy.service.id
  target_id = aws_organizations_account.closed.id
}

data "aws_organizations_organization" "this" {
  depends_on = [aws_organizations_account.member]
}

data "aws_organizations_organizational_units" "this" {
  parent_id = aws_organizations_organizational_unit.outer.parent_id
}

data "aws_organizations_organizational_unit" "outer" {
  parent_id = aws_organizations_organizational_unit.outer.parent_id
  name      = aws_organizations_organizational_unit.outer.name
}

data "aws_organizations_policy" "service" {
  policy_id = aws_organizations_policy.service.id
}

data "aws_organizations_policies" "service" {
  filter     = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_policy.service]
}

data "aws_organizations_policies_for_target" "root" {
  target_id  = aws_organizations_policy_attachment.root.target_id
  filter     = "RESOURCE_CONTROL_POLICY"
  depends_on = [aws_organizations_policy_attachment.root]
}

data "aws_organizations_resource_tags" "outer" {
  resource_id = aws_organizations_organizational_unit.outer.id
}

output "member" {
  value = aws_organizations_account.member.id
}
