resource "aws_iam_user_ssh_key" "ssh" {
  username   = aws_iam_user.plain.name
  encoding   = "SSH"
  public_key = trimspace(file("${path.module}/ssh.pub"))
  status     = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_ssh_key" "pem" {
  username   = aws_iam_user.laden.name
  encoding   = "PEM"
  public_key = file("${path.module}/ssh.pem")
}

resource "aws_iam_signing_certificate" "signing" {
  user_name        = aws_iam_user.plain.name
  certificate_body = file("${path.module}/certificate.pem")
  status           = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_service_specific_credential" "git" {
  user_name    = aws_iam_user.plain.name
  service_name = "codecommit.amazonaws.com"
  status       = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_server_certificate" "site" {
  name              = "site-${local.word}"
  path              = "/${local.word}/"
  certificate_body  = file("${path.module}/certificate.pem")
  certificate_chain = file("${path.module}/chain.pem")
  private_key       = file("${path.module}/key.pem")
  tags              = { kept = "a+b" }
}

data "aws_iam_server_certificate" "site" {
  name       = aws_iam_server_certificate.site.name
  depends_on = [aws_iam_server_certificate.site]
}

data "aws_iam_user_ssh_key" "ssh" {
  username          = aws_iam_user.plain.name
  ssh_public_key_id = aws_iam_user_ssh_key.ssh.ssh_public_key_id
  encoding          = "SSH"
}
