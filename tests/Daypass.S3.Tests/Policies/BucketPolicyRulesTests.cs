using System.Text;
using Daypass.S3.Policies;

namespace Daypass.S3.Tests.Policies;

public sealed class BucketPolicyRulesTests
{
    private const string Arn = "arn:aws:s3:::bucket";

    [Theory]
    [InlineData("", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData(" {}", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("[]", "Policies must be valid JSON and the first byte must be '{'")]
    [InlineData("{", "This policy contains invalid Json")]
    [InlineData("{} x", "This policy contains invalid Json")]
    [InlineData("{}", "Missing required field Statement")]
    [InlineData("""{"Version":"2012-10-17"}""", "Missing required field Statement")]
    [InlineData("""{"Version":"2012-10-18","Statement":[]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Version":1,"Statement":[]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Statement":[]}""", "Could not parse the policy: Statement is empty!")]
    [InlineData("""{"Statement":"x"}""", "This policy contains invalid Json")]
    [InlineData("""{"Statement":[{"Effect":"allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::bucket"}]}""", "Invalid effect: allow")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bucket"}]}""", "Missing required field Principal")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::bucket"}]}""", "Missing required field Action")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}""", "Missing required field Resource")]
    [InlineData("""{"Id":"a","Extra":1,"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::bucket"}]}""",
        "This policy contains invalid Json")]
    public void The_shape_is_told_in_the_words_of_S3(string json, string message) => AssertRefused(json, message);

    [Theory]
    [InlineData("\"*\"", "s3:Nothing", "arn:aws:s3:::bucket", "Policy has invalid action")]
    [InlineData("\"*\"", "ec2:Run", "arn:aws:s3:::bucket", "Policy has invalid action")]
    [InlineData("\"*\"", "GetObject", "arn:aws:s3:::bucket/*", "Policy has invalid action")]
    [InlineData("{\"AWS\":\"ann\"}", "s3:GetObject", "arn:aws:s3:::bucket/*", "Invalid principal in policy")]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/*\"}", "s3:GetObject", "arn:aws:s3:::bucket/*", "Invalid principal in policy")]
    [InlineData("{\"AWS\":[]}", "s3:GetObject", "arn:aws:s3:::bucket/*", "Invalid principal in policy")]
    [InlineData("\"*\"", "s3:GetObject", "*", "Policy has invalid resource")]
    [InlineData("\"*\"", "s3:GetObject", "arn:aws:s3:::other/*", "Policy has invalid resource")]
    [InlineData("\"*\"", "s3:GetObject", "arn:aws:s3:::bucket2/*", "Policy has invalid resource")]
    [InlineData("\"*\"", "s3:GetObject", "arn:aws:s3:::buck*/*", "Policy has invalid resource")]
    [InlineData("\"*\"", "s3:GetObject", "bucket/*", "Policy has invalid resource")]
    [InlineData("\"*\"", "s3:GetObject", "arn:aws:s3:::bucket", "Action does not apply to any resource(s) in statement")]
    [InlineData("\"*\"", "s3:ListBucket", "arn:aws:s3:::bucket/*", "Action does not apply to any resource(s) in statement")]
    [InlineData("\"*\"", "s3:ListAllMyBuckets", "arn:aws:s3:::bucket", "Action does not apply to any resource(s) in statement")]
    [InlineData("\"*\"", "s3:CreateJob", "arn:aws:s3:::bucket", "Action does not apply to any resource(s) in statement")]
    public void What_a_statement_is_about_has_to_be_the_bucket(string principal, string action, string resource, string message) => AssertRefused(
        $$"""{"Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"{{action}}","Resource":"{{resource}}"}]}""", message);

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/*", "s3:prefix", "Conditions do not apply to combination of actions and resources in statement")]
    [InlineData("s3:ListBucketMultipartUploads", "arn:aws:s3:::bucket", "s3:prefix",
        "Conditions do not apply to combination of actions and resources in statement")]
    [InlineData("s3:PutObject", "arn:aws:s3:::bucket/*", "s3:ExistingObjectTag/a",
        "Conditions do not apply to combination of actions and resources in statement")]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/*", "s3:nothing", "Conditions do not apply to combination of actions and resources in statement")]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/*", "aws:Nothing", "Policy has an invalid condition key")]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/*", "ec2:Vpc", "Policy has an invalid condition key")]
    public void A_condition_has_to_be_one_of_the_actions(string action, string resource, string key, string message) => AssertRefused(
        $$"""
        {"Statement":[{"Effect":"Allow","Principal":"*","Action":"{{action}}","Resource":"{{resource}}","Condition":{"StringEquals":{"{{key}}":"a"} } }]}
        """.TrimStart(), message);

    [Fact]
    public void What_S3_takes_is_taken()
    {
        const string Statements = """
            {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]}
            {"Effect":"Deny","NotPrincipal":{"AWS":"123456789012"},"NotAction":"s3:GetObject","NotResource":"arn:aws:s3:::bucket/a*"}
            {"Effect":"Allow","Principal":{"CanonicalUser":"ID"},"Action":"S3:getobject","Resource":"arn:aws:s3:::bucket/*"}
            {"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:Put*","Resource":"arn:aws:s3:::bucket/*","Condition":SERVICE}
            {"Effect":"Allow","Principal":{"AWS":"*"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]}
            {"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bucket/*","Condition":COMMON}
            {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","Condition":{"Null":{"s3:ExistingObjectTag/a":"true"}}}
            """;
        const string Common = """
            {"Bool":{"aws:SecureTransport":"true"},"NumericLessThan":{"s3:signatureAge":"1000"},"StringLike":{"s3:BucketTag/a":"*","aws:PrincipalTag/x":"y"}}
            """;
        const string Service = """{"StringEquals":{"aws:SourceAccount":"123456789012","s3:x-amz-acl":"private"}}""";
        foreach (var statement in Statements.Split('\n'))
        {
            var json = statement.Replace("SERVICE", Service, StringComparison.Ordinal).Replace("COMMON", Common, StringComparison.Ordinal)
                .Replace("\"ID\"", $"\"{new string('a', 64)}\"", StringComparison.Ordinal);
            Assert.Null(BucketPolicyRules.Check(Arn, Encoding.UTF8.GetBytes($"{{\"Version\":\"2012-10-17\",\"Statement\":[{json}]}}"), out var policy));
            Assert.NotNull(policy);
        }
    }

    [Fact]
    public void A_document_has_20480_bytes_at_most()
    {
        const string Frame = """{"Id":"","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}}""";
        var fits = Frame.Insert(7, new string('x', 20_480 - Frame.Length));
        Assert.Null(BucketPolicyRules.Check(Arn, Encoding.UTF8.GetBytes(fits), out _));
        AssertRefused(fits.Insert(7, "x"), "Policy exceeds the maximum allowed document size.");
    }

    [Theory]
    [InlineData("\"*\"", "", true)]
    [InlineData("{\"AWS\":\"*\"}", "", true)]
    [InlineData("{\"AWS\":[\"123456789012\",\"*\"]}", "", true)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "", false)]
    [InlineData("{\"Service\":\"logging.s3.amazonaws.com\"}", "", false)]
    [InlineData("\"*\"", "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-abc\"}", false)]
    [InlineData("\"*\"", "\"StringLike\":{\"aws:PrincipalOrgID\":\"o-*\"}", true)]
    [InlineData("\"*\"", "\"StringEquals\":{\"aws:PrincipalOrgID\":\"${aws:PrincipalTag/org}\"}", true)]
    [InlineData("\"*\"", "\"StringEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-abc\"}", true)]
    [InlineData("\"*\"", "\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-abc\"}", true)]
    [InlineData("\"*\"", "\"ForAllValues:StringEquals\":{\"aws:CalledVia\":\"a\"}", true)]
    [InlineData("\"*\"", "\"ForAnyValue:StringEquals\":{\"aws:CalledVia\":\"a\"}", false)]
    [InlineData("\"*\"", "\"StringEquals\":{\"aws:PrincipalAccount\":[\"123456789012\",\"*\"]}", true)]
    [InlineData("\"*\"", "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::123456789012:role/*\"}", true)]
    [InlineData("\"*\"", "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", false)]
    [InlineData("\"*\"", "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/1\"}", true)]
    [InlineData("\"*\"", "\"IpAddress\":{\"aws:SourceIp\":[\"192.0.2.1\",\"0.0.0.0/0\"]}", true)]
    [InlineData("\"*\"", "\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}", false)]
    [InlineData("\"*\"", "\"IpAddress\":{\"aws:SourceIp\":\"2001::/16\"}", true)]
    [InlineData("\"*\"", "\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.1\"}", true)]
    [InlineData("\"*\"", "\"StringEquals\":{\"s3:x-amz-acl\":\"private\"}", true)]
    [InlineData("\"*\"", "\"Bool\":{\"aws:SecureTransport\":\"true\"}", true)]
    public void A_policy_is_public_unless_it_is_confined(string principal, string condition, bool isPublic)
    {
        var json = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"s3:PutObject","Resource":"arn:aws:s3:::bucket/*",
              "Condition":{ {{condition}} } }]}
            """;
        Assert.Null(BucketPolicyRules.Check(Arn, Encoding.UTF8.GetBytes(json), out var policy));
        Assert.Equal(isPublic, PublicPolicies.IsPublic(policy!.Statements));
        var refusal = BucketPolicyRules.CheckPublic(policy, isBlocked: true, "arn:aws:iam::123456789012:user/ann", Arn);
        Assert.Equal(isPublic ? "AccessDenied" : null, refusal?.Code);
        Assert.Null(BucketPolicyRules.CheckPublic(policy, isBlocked: false, null, Arn));

        // What is denied makes nothing public.
        Assert.Null(BucketPolicyRules.Check(
            Arn, Encoding.UTF8.GetBytes(json.Replace("Allow", "Deny", StringComparison.Ordinal)), out policy));
        Assert.False(PublicPolicies.IsPublic(policy!.Statements));
    }

    [Theory]
    [InlineData("Deny", "arn:aws:iam::123456789012:user/ann", "s3:*", false, true)]
    [InlineData("Deny", "arn:aws:iam::123456789012:user/ann", "s3:*", true, false)]
    [InlineData("Deny", "arn:aws:iam::123456789012:root", "s3:*", false, false)]
    [InlineData("Deny", "arn:aws:iam::123456789012:user/ann", "s3:GetObject", false, false)]
    [InlineData("Allow", "arn:aws:iam::123456789012:user/ann", "s3:*", false, false)]
    public void Nobody_locks_himself_out_by_mistake(string effect, string caller, string action, bool isMeant, bool isRefused)
    {
        var json = $$"""
            {"Statement":{"Effect":"{{effect}}","Principal":"*","Action":"{{action}}","Resource":["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]} }
            """;
        Assert.Null(BucketPolicyRules.Check(Arn, Encoding.UTF8.GetBytes(json), out var policy));
        Assert.Equal(isRefused, BucketPolicyRules.CheckOneself(policy!, caller, Arn, "123456789012", isMeant) is not null);
    }

    private static void AssertRefused(string json, string message)
    {
        var error = BucketPolicyRules.Check(Arn, Encoding.UTF8.GetBytes(json), out var policy);
        Assert.Equal(("MalformedPolicy", 400, message), (error?.Code, error?.Status, error?.Message));
        Assert.Null(policy);
    }
}
