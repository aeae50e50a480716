using Daypass.Policy.Evaluation;
using Daypass.Policy.Requests;
using Daypass.Policy.Decisions;

namespace Daypass.Policy.Tests.Evaluation;

/// <summary>What one request may cost: policies made to be slow are denied, and ordinary ones of every allowed size never meet the limit.</summary>
public sealed class CostTests
{
    private const int PolicyLength = 6144;

    /// <summary>Ten managed policies of a user and of each of its ten groups.</summary>
    private const int Policies = 110;

    private static readonly string LongAgent = new('a', 4096);

    public static TheoryData<string, string> Costly => new()
    {
        { "question marks", "*" + new string('a', 40) + "?b?*" },
        { "a long piece with question marks", "*" + string.Concat(Enumerable.Repeat("a?", 500)) + "b*" },
        { "a variable", "*${aws:z,'a'}" + new string('a', 40) + "b*" },
        { "many variables", string.Concat(Enumerable.Repeat("*${aws:z,'a'}", 60)) + "b*" },
        { "a long value of a variable", "*${aws:UserAgent}*" },
        { "a long piece", "*" + new string('a', 512) + "b" + new string('a', 511) + "*" },
    };

    [Theory]
    [MemberData(nameof(Costly))]
    public void Policies_that_are_made_to_be_slow_end_in_a_refusal(string name, string pattern)
    {
        var request = NewRequest(LongAgent);
        var decision = PolicyEngine.Decide(request, Full("StringLike", pattern, allowsAlso: true));
        Assert.True(request.IsExhausted, $"{name}: {request.StepsTaken}");
        Assert.Equal((Outcome.ImplicitDeny, DecisionLayer.None), (decision.Outcome, decision.Layer));
        Assert.Equal(AuthorizationRequest.MostSteps + 1, request.StepsTaken);

        request.Clear();
        Assert.False(request.IsExhausted);
    }

    [Theory]
    [InlineData("NumericEquals", "1")]
    [InlineData("DateEquals", "2030-01-01")]
    [InlineData("BinaryEquals", "YQ==")]
    [InlineData("StringEqualsIgnoreCase", "b")]
    public void So_do_values_that_are_read_anew_for_each_one_of_the_policy(string comparison, string value)
    {
        var request = NewRequest(LongAgent);
        PolicyEngine.Decide(request, Full(comparison, value, allowsAlso: false));
        Assert.True(request.IsExhausted, $"{request.StepsTaken}");
    }

    [Theory]
    [InlineData("StringLike", "*Boto3/1.43.11*md/Botocore*")]
    [InlineData("StringEquals", "aws-cli/2.36.7 md/awscrt")]
    [InlineData("StringLike", "aws-sdk-*/3.?.*")]
    public void As_many_ordinary_ones_do_not(string comparison, string pattern)
    {
        var request = NewRequest(
            "Boto3/1.43.10 md/Botocore#1.43.10 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.13 md/pyimpl#CPython cfg/retry-mode#legacy");
        Assert.True(PolicyEngine.Decide(request, Full(comparison, pattern, allowsAlso: true)).IsAllowed);
        Assert.False(request.IsExhausted);
    }

    private static AuthorizationRequest NewRequest(string agent)
    {
        var request = PolicyFixture.Request(Principal.User("arn:aws:iam::111111111111:user/a"), "iam:ListUsers");
        request.Context.Add("aws:UserAgent", agent);
        return request;
    }

    /// <summary>As many denying policies as a user can have, each filled up with values of one condition.</summary>
    private static PolicySet Full(string comparison, string value, bool allowsAlso)
    {
        var values = new List<string>();
        for (var length = 200; length < PolicyLength; length += value.Length + 6)
        {
            values.Add($"\"{value.TrimEnd('*')}{values.Count % 10}{(value.EndsWith('*') ? "*" : "")}\"");
        }

        var deny = PolicyFixture.Deny("*", "*", $$"""{"{{comparison}}":{"aws:UserAgent":[{{string.Join(",", values)}}]} }""");
        var all = new List<NamedPolicy>();
        for (var number = 0; number < Policies; number++)
        {
            all.Add(PolicyFixture.Named(deny));
        }

        if (allowsAlso)
        {
            all.Add(PolicyFixture.Named(PolicyFixture.Allow("*", "*")));
        }

        return new PolicySet { IdentityPolicies = all };
    }
}
