resource "aws_iam_policy" "rights" {
  name        = "rights"
  path        = "/tf/"
  description = "What may be done"
  policy      = data.aws_iam_policy_document.rights.json
  tags        = local.tags
}

resource "aws_iam_policy" "shared" {
  name_prefix = "shared-"
  policy      = data.aws_iam_policy_document.rights.json
}

resource "aws_iam_policy_attachment" "shared" {
  name       = "shared"
  policy_arn = aws_iam_policy.shared.arn
  users      = var.changed ? [aws_iam_user.plain.name] : [aws_iam_user.laden.name]
  roles      = [aws_iam_role.bounded.name]
  groups     = var.changed ? [] : [aws_iam_group.third.name]
}

data "aws_iam_policy" "by_arn" {
  arn = aws_iam_policy.rights.arn
}

data "aws_iam_policy" "by_name" {
  name       = aws_iam_policy.rights.name
  depends_on = [aws_iam_policy.rights]

  lifecycle {
    postcondition {
      condition     = self.arn == data.aws_iam_policy.by_arn.arn && self.description == "What may be done"
      error_message = "Found by its name it is another one than by its ARN."
    }
  }
}

data "aws_iam_principal_policy_simulation" "may" {
  action_names      = ["s3:GetObject"]
  policy_source_arn = aws_iam_user.plain.arn
  resource_arns     = ["arn:aws:s3:::${local.word}/key"]

  context {
    key    = "aws:MultiFactorAuthPresent"
    type   = "boolean"
    values = ["true"]
  }

  depends_on = [aws_iam_user_policy.inline]

  lifecycle {
    postcondition {
      condition     = self.all_allowed
      error_message = "The user's inline policy allows this."
    }
  }
}
