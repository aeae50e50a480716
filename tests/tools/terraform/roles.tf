data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.plain.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [local.word, "a+b %3A c"]
    }
  }
}

data "aws_iam_policy_document" "rights" {
  statement {
    actions   = var.changed ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]
    resources = ["arn:aws:s3:::${local.word}/*"]
  }
}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role" "plain" {
  name                 = "plain"
  path                 = "/tf/"
  description          = "The role ${local.word}"
  max_session_duration = var.changed ? 7200 : 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.changed ? aws_iam_policy.rights.arn : null
  tags                 = local.tags
}

resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  assume_role_policy   = local.trust
  permissions_boundary = var.changed ? null : aws_iam_policy.rights.arn
}

resource "aws_iam_role" "laden" {
  name                  = "laden"
  assume_role_policy    = local.trust
  force_detach_policies = true
  managed_policy_arns   = var.changed ? [aws_iam_policy.rights.arn] : [aws_iam_policy.rights.arn, "arn:aws:iam::aws:policy/ReadOnlyAccess"]

  inline_policy {
    name   = var.changed ? "second" : "first"
    policy = data.aws_iam_policy_document.rights.json
  }
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.plain.id
  policy = data.aws_iam_policy_document.rights.json
}

resource "aws_iam_role_policies_exclusive" "inline" {
  role_name    = aws_iam_role.plain.name
  policy_names = [aws_iam_role_policy.inline.name]
}

resource "aws_iam_role_policy_attachment" "attached" {
  role       = aws_iam_role.plain.name
  policy_arn = var.changed ? "arn:aws:iam::aws:policy/SecurityAudit" : aws_iam_policy.rights.arn
}

resource "aws_iam_role_policy_attachments_exclusive" "attached" {
  role_name   = aws_iam_role.plain.name
  policy_arns = [aws_iam_role_policy_attachment.attached.policy_arn]
}

resource "aws_iam_instance_profile" "machine" {
  name = "machine"
  path = "/tf/"
  role = var.changed ? aws_iam_role.bounded.name : aws_iam_role.laden.name
  tags = local.tags
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "tf"
  description      = "Scales ${local.word}"
  tags             = local.tags
}

data "aws_iam_role" "plain" {
  name = aws_iam_role.plain.name
}

data "aws_iam_roles" "all" {
  path_prefix = "/tf/"
  depends_on  = [aws_iam_role.plain]

  lifecycle {
    postcondition {
      condition     = tolist(self.names) == tolist([aws_iam_role.plain.name])
      error_message = "One role is at /tf/."
    }
  }
}

data "aws_iam_instance_profile" "machine" {
  name       = aws_iam_instance_profile.machine.name
  depends_on = [aws_iam_instance_profile.machine]
}

data "aws_iam_instance_profiles" "of_role" {
  role_name  = aws_iam_role.bounded.name
  depends_on = [aws_iam_instance_profile.machine]
}

data "aws_iam_session_context" "session" {
  arn        = "arn:aws:sts::${data.aws_caller_identity.current.account_id}:assumed-role/plain/somebody"
  depends_on = [aws_iam_role.plain]

  lifecycle {
    postcondition {
      condition     = self.issuer_arn == aws_iam_role.plain.arn && self.issuer_id == aws_iam_role.plain.unique_id
      error_message = "The session's issuer is the role."
    }
  }
}
