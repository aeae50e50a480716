using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Tests.Evaluation;

public sealed class TraceTests
{
    private static readonly Principal Alice = Principal.User("arn:aws:iam::111111111111:user/alice");

    [Fact]
    public void Matched_statements_come_with_their_place_label_and_Sid()
    {
        const string Json = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    "
            + "{\"Sid\":\"Other\",\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"},\n    {\"Sid\":\"Read\",\"Effect\":\"Allow\",\n     "
            + "\"Action\":\"s3:*\",\"Resource\":\"*\"}\n  ]\n}";
        var trace = new DecisionTrace();
        var set = new PolicySet { IdentityPolicies = [new("PolicyInputList.1", PolicyFixture.Compile(Json))] };
        Assert.True(PolicyEngine.Decide(PolicyFixture.Request(Alice, "s3:GetObject"), set, trace).IsAllowed);
        var matched = Assert.Single(trace.Matched);
        Assert.Equal((DecisionLayer.Identity, 0, 1, "PolicyInputList.1", "Read"),
            (matched.Layer, matched.DocumentIndex, matched.StatementIndex, matched.Label, matched.Statement.Sid));
        Assert.Equal((new TextPosition(5, 5), new TextPosition(6, 37)), (matched.Statement.Start, matched.Statement.End));
        Assert.Equal(Outcome.Allowed, trace.Layers[DecisionLayer.Identity]);
        Assert.Empty(trace.DeniedBy);
    }

    [Fact]
    public void Keys_that_were_asked_for_and_absent_are_listed_once()
    {
        var trace = new DecisionTrace();
        var json = PolicyFixture.Document(
            PolicyFixture.Statement("Allow", "s3:*", "arn:aws:s3:::b/${aws:username}",
                """{"StringEquals":{"AWS:userid":"x"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""")
            + "," + PolicyFixture.Statement(
                "Allow", "s3:*", "*", """{"StringEquals":{"aws:UserId":"${aws:PrincipalTag/team}","test:Here":"${aws:PrincipalTag/team}${aws:"""
                + """SourceVpc, 'x'}"}}""")
            + "," + PolicyFixture.Statement("Allow", "ec2:*", "*", """{"StringEquals":{"ec2:Never":"asked"}}"""));
        var request = PolicyFixture.Request(Alice, "s3:GetObject", "arn:aws:s3:::b/k", PolicyFixture.Account);
        request.Context.Add("test:Here", "y");
        PolicyEngine.Decide(request, new PolicySet { IdentityPolicies = [PolicyFixture.Named(json)] }, trace);
        Assert.Equal(["aws:username", "aws:UserId", "aws:PrincipalTag/team"], trace.MissingContextKeys);
    }

    [Fact]
    public void A_statement_that_failed_by_its_condition_only_is_told_with_that_condition()
    {
        var trace = new DecisionTrace();
        var json = PolicyFixture.Allow("s3:*", "*", """{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"test:Value":"a"}}""");
        var request = PolicyFixture.Request(Alice, "s3:GetObject");
        request.Context.Add("aws:SecureTransport", "true");
        request.Context.Add("test:Value", "b");
        Assert.False(PolicyEngine.Decide(request, new PolicySet { IdentityPolicies = [PolicyFixture.Named(json)] }, trace).IsAllowed);
        Assert.Equal(("StringEquals", "test:Value"), (trace.FailedConditions[0].Condition.Operator, trace.FailedConditions[0].Condition.Key));
        Assert.Equal([DecisionLayer.Identity], trace.DeniedBy);
        Assert.True(trace.NothingGrants);
    }

    [Fact]
    public void A_decision_finds_the_document_that_settled_it()
    {
        var set = new PolicySet
        {
            IdentityPolicies = [new("first", PolicyFixture.Compile(PolicyFixture.Allow("ec2:*"))),
                new("second", PolicyFixture.Compile(PolicyFixture.Allow("s3:*")))],
            ServiceControlLevels = [[PolicyFixture.Named(PolicyFixture.Allow("*"), PolicyKind.ServiceControl)],
                [new("full", PolicyFixture.Compile(PolicyFixture.Allow("*"))), new("guard", PolicyFixture.Compile(PolicyFixture.Deny("s3:Put*")))]],
        };
        var allowed = PolicyEngine.Decide(PolicyFixture.Request(Alice, "s3:GetObject"), set);
        Assert.Equal("second", set.Find(allowed)?.Label);
        var denied = PolicyEngine.Decide(PolicyFixture.Request(Alice, "s3:PutObject"), set);
        Assert.Equal(("guard", 1, 1, 0), (set.Find(denied)?.Label, denied.LevelIndex, denied.DocumentIndex, denied.StatementIndex));
        Assert.Null(set.Find(PolicyEngine.Decide(PolicyFixture.Request(Alice, "iam:GetUser"), set)));
    }

    [Fact]
    public void A_document_lists_the_keys_it_reads_in_conditions_and_variables()
    {
        var json = PolicyFixture.Document(
            PolicyFixture.Statement("Allow", "*", "arn:aws:s3:::${aws:username}/${aws:PrincipalTag/a, 'x'}",
            """{"StringEquals":{"aws:UserName":"${saml:sub}","s3:prefix":["${*}","b"]}}"""));
        Assert.Equal(["aws:username", "aws:PrincipalTag/a", "aws:UserName", "saml:sub", "s3:prefix", "*"], PolicyFixture.Compile(json).ContextKeys);
        Assert.Equal(["aws:UserName", "s3:prefix"], PolicyFixture.Compile(json.Replace("2012", "2008", StringComparison.Ordinal)).ContextKeys);
    }
}
