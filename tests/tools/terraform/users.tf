resource "aws_iam_user" "plain" {
  name                 = "plain"
  path                 = "/tf/"
  permissions_boundary = var.changed ? "arn:aws:iam::aws:policy/AdministratorAccess" : null
  tags                 = local.tags
}

# The provider tags under the new name before it renames, so that both at once cannot work anywhere.
resource "aws_iam_user" "renamed" {
  name = "name-${local.word}"
  path = "/${local.word}/"
}

resource "aws_iam_user" "laden" {
  name          = "laden"
  force_destroy = true
}

resource "aws_iam_access_key" "key" {
  user   = aws_iam_user.plain.name
  status = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_access_key" "other" {
  user = aws_iam_user.laden.name
}

resource "aws_iam_user_policy" "inline" {
  name   = "inline"
  user   = aws_iam_user.plain.name
  policy = data.aws_iam_policy_document.rights.json
}

resource "aws_iam_user_policies_exclusive" "inline" {
  user_name    = aws_iam_user.plain.name
  policy_names = [aws_iam_user_policy.inline.name]
}

resource "aws_iam_user_policy_attachment" "attached" {
  user       = aws_iam_user.laden.name
  policy_arn = var.changed ? "arn:aws:iam::aws:policy/ReadOnlyAccess" : "arn:aws:iam::aws:policy/SecurityAudit"
}

resource "aws_iam_user" "exclusive" {
  name          = "exclusive"
  force_destroy = true
}

resource "aws_iam_user_policy_attachments_exclusive" "attached" {
  user_name   = aws_iam_user.exclusive.name
  policy_arns = var.changed ? ["arn:aws:iam::aws:policy/ReadOnlyAccess"] : ["arn:aws:iam::aws:policy/SecurityAudit"]
}

resource "aws_iam_user_login_profile" "console" {
  user                    = aws_iam_user.laden.name
  password_length         = var.changed ? 24 : 20
  password_reset_required = true
  depends_on              = [aws_iam_account_password_policy.strict]
}

resource "aws_iam_group" "crowd" {
  name = "crowd-${local.word}"
  path = "/${local.word}/"
}

resource "aws_iam_group_membership" "crowd" {
  name  = "crowd"
  group = aws_iam_group.crowd.name
  users = var.changed ? [aws_iam_user.plain.name, aws_iam_user.laden.name] : [aws_iam_user.plain.name]
}

resource "aws_iam_group" "other" {
  name = "other"
}

resource "aws_iam_group" "third" {
  name = "third"
}

resource "aws_iam_user_group_membership" "plain" {
  user   = aws_iam_user.plain.name
  groups = var.changed ? [aws_iam_group.third.name] : [aws_iam_group.other.name, aws_iam_group.third.name]
}

resource "aws_iam_group_policy" "inline" {
  name   = "inline"
  group  = aws_iam_group.other.name
  policy = data.aws_iam_policy_document.rights.json
}

resource "aws_iam_group_policies_exclusive" "inline" {
  group_name   = aws_iam_group.other.name
  policy_names = [aws_iam_group_policy.inline.name]
}

resource "aws_iam_group_policy_attachment" "attached" {
  group      = aws_iam_group.other.name
  policy_arn = var.changed ? aws_iam_policy.rights.arn : "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_group_policy_attachments_exclusive" "attached" {
  group_name  = aws_iam_group.other.name
  policy_arns = [aws_iam_group_policy_attachment.attached.policy_arn]
}

resource "aws_iam_virtual_mfa_device" "phone" {
  virtual_mfa_device_name = "phone"
  path                    = "/tf/"
  tags                    = local.tags
}

data "aws_iam_user" "plain" {
  user_name = aws_iam_user.plain.name
}

data "aws_iam_users" "all" {
  path_prefix = "/tf/"
  depends_on  = [aws_iam_user.plain]
}

data "aws_iam_group" "crowd" {
  group_name = aws_iam_group.crowd.name
  depends_on = [aws_iam_group_membership.crowd]
}

data "aws_iam_access_keys" "plain" {
  user       = aws_iam_user.plain.name
  depends_on = [aws_iam_access_key.key]
}
