using System.Text;
using System.Text.Json;
using Daypass.S3.Actions;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Tests.Deciding;

/// <summary>
/// For every row of the table, every action that it needs and every condition key of that action: one request that is allowed, and one that is denied for the
/// one thing that differs. Made from the table, so a new row is tested the day it is written.
/// </summary>
public sealed class PolicyMatrixTests
{
    private const string Caller = "arn:aws:iam::111122223333:user/ann";
    private const string Other = "something-else";

    /// <summary>The rows with what gives occasion for each of their actions.</summary>
    public static TheoryData<string, string, bool> Needed
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var row in S3Operations.All)
            {
                foreach (var needed in row.Actions)
                {
                    data.Add(row.Name, needed.Action.Name, false);
                    if (needed.OfVersion is { } ofVersion)
                    {
                        data.Add(row.Name, ofVersion.Name, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Needed))]
    public async Task Each_action_of_each_row_has_to_be_allowed(string operation, string action, bool ofVersion)
    {
        var row = S3Operations.Find(operation)!;
        var asked = MatrixRequest.For(row, action, ofVersion);
        Assert.Null(await asked.Decide(Caller, Allow(asked.Actions, "arn:aws:s3:::*", null, asked.IsOfService)));

        var denied = await asked.Decide(Caller, Allow(asked.Actions.Where(each => each != "s3:" + action), "arn:aws:s3:::*", null, asked.IsOfService));
        var resource = asked.IsOfService ? "*" : asked.ResourceOf(action);
        Assert.Equal(
            ("AccessDenied", 403,
                $"User: {Caller} is not authorized to perform: s3:{action} on resource: \"{resource}\" "
                    + $"because no identity-based policy allows the s3:{action} action"),
            (denied!.Code, denied.Status, denied.Message));
        var body = Encoding.UTF8.GetString(S3ErrorWriter.Write(denied, "4442587FB7D0A2F9", "host").Body.Span);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>User: ", body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Needed))]
    public async Task An_action_counts_on_its_own_resource_alone(string operation, string action, bool ofVersion)
    {
        var row = S3Operations.Find(operation)!;
        var asked = MatrixRequest.For(row, action, ofVersion);
        if (asked.IsOfService)
        {
            return;
        }

        var rest = Statement(asked.Actions.Where(each => each != "s3:" + action), "arn:aws:s3:::*", null);
        var resource = asked.ResourceOf(action);
        Assert.Null(await asked.Decide(Caller, Policy(rest, Statement(["s3:" + action], resource, null))));
        foreach (var wrong in new[] { resource + "x", resource[..^1], resource.Replace(":::", ":::x", StringComparison.Ordinal), resource + "/x" })
        {
            var denied = await asked.Decide(Caller, Policy(rest, Statement(["s3:" + action], wrong, null)));
            Assert.Equal(("AccessDenied", true), (denied?.Code, denied?.Message.Contains("s3:" + action, StringComparison.Ordinal)));
        }
    }

    public static TheoryData<string, string, bool, string> Conditions
    {
        get
        {
            var data = new TheoryData<string, string, bool, string>();
            foreach (var (operation, action, ofVersion) in Needed.Select(static row => ((string)row[0], (string)row[1], (bool)row[2])))
            {
                var row = S3Operations.Find(operation)!;
                var keys = MatrixRequest.For(row, action, ofVersion).KeysOf(action)
                    .Concat(MatrixRequest.For(row, action, ofVersion, withGrants: true).KeysOf(action).Where(static each => IsGrant(each.Key)));
                foreach (var (key, _) in keys)
                {
                    data.Add(operation, action, ofVersion, key);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Conditions))]
    public async Task Each_condition_key_decides(string operation, string action, bool ofVersion, string key)
    {
        var asked = MatrixRequest.For(S3Operations.Find(operation)!, action, ofVersion, IsGrant(key));
        var value = asked.KeysOf(action).First(each => each.Key == key).Value;
        var rest = Statement(asked.Actions.Where(each => each != "s3:" + action), "arn:aws:s3:::*", null);
        var resource = asked.IsOfService ? "*" : asked.ResourceOf(action);
        var name = key is "s3:RequestObjectTagKeys" or "aws:TagKeys" ? "ForAnyValue:StringEquals" : "StringEquals";

        Assert.Null(await asked.Decide(Caller, Policy(rest, Statement(["s3:" + action], resource, (name, key, value)))));
        var denied = await asked.Decide(Caller, Policy(rest, Statement(["s3:" + action], resource, (name, key, Other))));
        Assert.Equal("AccessDenied", denied?.Code);

        // And as a Deny: with the value it strikes, with another it does not.
        object Deny(string of) => new { Effect = "Deny", Action = "s3:" + action, Resource = "*", Condition = Condition((name, key, of)) };
        Assert.Contains(
            "with an explicit deny in an identity-based policy",
            (await asked.Decide(Caller, Policy(Statement(["s3:*"], "*", null), Deny(value))))!.Message, StringComparison.Ordinal);
        Assert.Null(await asked.Decide(Caller, Policy(Statement(["s3:*"], "*", null), Deny(Other))));
    }

    [Fact]
    public void Every_key_of_an_action_that_a_row_needs_can_be_given_a_value()
    {
        var given = Conditions.Select(static row => (string)row[3]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var needed = S3Operations.All.SelectMany(static row => row.Actions).SelectMany(static each => new[] { each.Action, each.OfVersion })
            .OfType<S3Action>().SelectMany(static action => action.Keys).Distinct(StringComparer.Ordinal);

        // These come with requests that the gateway does not know, and refuses.
        string[] never =
        [
            "s3:object-lock-event-hold", "s3:object-lock-event-hold-duration-days", "s3:x-amz-object-annotation-directive", "s3:x-amz-bucket-namespace",
            "s3:InventoryAccessibleOptionalFields", "s3:isReplicationPauseRequest",
        ];
        Assert.Equal(
            never.Order(StringComparer.Ordinal),
            needed.Where(key => !given.Any(each => key[^1] == '/' ? each.StartsWith(key, StringComparison.Ordinal) : each == key))
                .Order(StringComparer.Ordinal));
    }

    private static bool IsGrant(string key) => key.StartsWith("s3:x-amz-grant-", StringComparison.Ordinal);

    private static string Allow(IEnumerable<string> actions, string resource, (string, string, string)? condition, bool isOfService) =>
        Policy(Statement(actions, isOfService ? "*" : resource, condition));

    private static string Policy(params object?[] statements) =>
        JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements.Where(static each => each is not null) });

    private static object? Statement(IEnumerable<string> actions, string resource, (string, string, string)? condition)
    {
        var list = actions.ToList();
        return list.Count == 0 ? null
            : condition is { } one ? new { Effect = "Allow", Action = list, Resource = resource, Condition = Condition(one) }
            : new { Effect = "Allow", Action = list, Resource = resource };
    }

    private static Dictionary<string, Dictionary<string, string>> Condition((string Operator, string Key, string Value) condition) =>
        new() { [condition.Operator] = new() { [condition.Key] = condition.Value } };
}
