# Every aws_iam_* resource whose operations Daypass has, with the provider as it is: only the endpoints are set.
# The first apply makes the world, a second one with changed=true changes all of it that can change.

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

# Whether the caller's account manages an organization.
variable "organization" {
  type    = bool
  default = true
}

provider "aws" {
  region = "us-east-1"

  endpoints {
    iam = var.endpoint
    sts = var.endpoint
  }
}

locals {
  word = var.changed ? "after" : "before"
  tags = { stage = local.word, kept = "a+b = ü/ä @ c", (local.word) = "" }
}
