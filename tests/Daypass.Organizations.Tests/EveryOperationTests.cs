#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;

namespace Daypass.Organizations.Tests;

/// <summary>What holds of every operation alike, made from the catalogue, so that a new operation is in at once. All by AWS JSON, as clients ask.</summary>
public sealed class EveryOperationTests(OrganizationWorld world) : IClassFixture<OrganizationWorld>
{
    private const string Missing = "You must include a value for all required parameters.";

    /// <summary>What a member or a stranger may ask of the organisation there is, or is not.</summary>
    private static readonly string[] ForAnybody = ["CreateOrganization", "DescribeOrganization", "DescribeEffectivePolicy", "LeaveOrganization"];

    public static TheoryData<string> All => [.. OperationCatalogue.List(Service.Organizations).Select(static operation => operation.Name)];

    public static TheoryData<string> Managing =>
        [.. OperationCatalogue.List(Service.Organizations).Select(static operation => operation.Name).Except(ForAnybody)];

    public static TheoryData<string> Paged => [.. OperationCatalogue.List(Service.Organizations)
        .Where(static operation => operation.Input.Any(static member => member.Name == "NextToken")).Select(static operation => operation.Name)];

    [Fact]
    public void Every_operation_of_the_catalogue_is_served_and_has_one_permission()
    {
        Assert.Equal(
            OperationCatalogue.List(Service.Organizations).Select(static operation => operation.Name),
            world.Operations.Select(static operation => operation.Description.Name).Order(StringComparer.Ordinal));
        Assert.All(world.Operations, static operation => Assert.Equal("organizations:" + operation.Description.Name, operation.Permission.Action));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Without_its_permission_it_is_denied_in_full_words_and_with_nothing_else_it_is_not(string name)
    {
        var request = (await Requests()).Of(name);
        var limited = await world.NewUser(Statement("NotAction", $"organizations:{name}"));
        var (status, body) = await world.Json(name, request.ToJsonString(), limited);
        Assert.Equal((400, "AccessDeniedException"), (status, (string?)body["__type"]));
        Assert.StartsWith("User: arn:aws:iam::", (string?)body["Message"], StringComparison.Ordinal);
        Assert.Contains(
            $" is not authorized to perform: organizations:{name} on resource: ", (string?)body["Message"], StringComparison.Ordinal);
        Assert.Contains($" because no identity-based policy allows the organizations:{name} action", (string?)body["Message"], StringComparison.Ordinal);

        var permission = world.Operations.Single(operation => operation.Description.Name == name).Permission;
        var allowed = await world.NewUser(Statement("Action", permission.Action, permission.TagAction ?? permission.Action));
        (status, body) = await world.Json(name, request.ToJsonString(), allowed);
        Assert.True(status < 500, body.ToJsonString());
        Assert.DoesNotContain("is not authorized to perform", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Managing))]
    public async Task A_member_may_not_whatever_its_own_policies_say_and_a_stranger_has_no_organisation(string name)
    {
        var request = (await Requests()).Of(name).ToJsonString();
        var (_, stranger) = await world.NewStranger();
        var (status, body) = await world.Json(name, request, stranger);
        Assert.Equal((400, "AWSOrganizationsNotInUseException"), (status, (string?)body["__type"]));
        Assert.Equal("Your account is not a member of an organization.", (string?)body["Message"]);

        (status, body) = await world.Json(name, request, await world.Enter(await world.NewMember()));
        Assert.Equal((400, "AccessDeniedException"), (status, (string?)body["__type"]));
        Assert.Equal("You don't have permissions to access this resource.", (string?)body["Message"]);
    }

    [Theory, MemberData(nameof(Paged))]
    public async Task A_token_that_was_not_given_out_is_refused(string name)
    {
        var request = (await Requests()).Of(name);
        foreach (var token in new[] { "MQ", "not base64!", new string('A', 5000) })
        {
            request["NextToken"] = token;
            var (status, body) = await world.Json(name, request.ToJsonString());
            Assert.Equal((400, "InvalidInputException", "INVALID_NEXT_TOKEN"), (status, (string?)body["__type"], (string?)body["Reason"]));
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task What_is_broken_is_refused_with_the_reason(string name)
    {
        var operation = OperationCatalogue.Find(name, Service.Organizations)!;
        var requests = await Requests();
        foreach (var member in operation.Input)
        {
            foreach (var (value, reason, sentence) in Broken(member))
            {
                var request = requests.Of(name);
                request[member.Name] = value;
                if (value is null)
                {
                    request.Remove(member.Name);
                }

                var (status, body) = await world.Json(name, request.ToJsonString());
                Assert.True(
                    (status, (string?)body["__type"], (string?)body["Reason"], (string?)body["Message"]) == (400, "InvalidInputException", reason, sentence),
                    $"{member.Name} {value}: {body.ToJsonString()}");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task What_is_no_request_is_refused_before_the_signature(string name)
    {
        foreach (var broken in new[] { "{", "[]", "null", "{}}", "\u0001", "{\"a\":[" + new string('[', 2000) })
        {
            var (status, body) = await world.Json(name, broken, signedFor: null);
            Assert.Equal((400, "SerializationException"), (status, (string?)body["__type"]));
        }

        var random = new Random(name.Length);
        var text = (await Requests()).Of(name).ToJsonString();
        for (var round = 0; round < 50; round++)
        {
            var changed = text.ToCharArray();
            changed[random.Next(changed.Length)] = (char)random.Next(1, 127);
            var (status, body) = await world.Json(name, new string(changed), signedFor: null);
            Assert.InRange(status, 400, 403);
            Assert.NotNull((string?)body["__type"]);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Whoever_signs_for_another_service_or_not_at_all_is_refused(string name)
    {
        var request = (await Requests()).Of(name).ToJsonString();
        var (status, body) = await world.Json(name, request, signedFor: "iam");
        Assert.Equal((400, "InvalidSignatureException"), (status, (string?)body["__type"]));
        (status, body) = await world.Json(name, request, signedFor: null);
        Assert.Equal((400, "MissingAuthenticationTokenException"), (status, (string?)body["__type"]));
        (status, body) = await world.Json(name, request, new SigningCredentials("AKIAQQQQQQQQQQQQQQQQ", Secret.FromText(new string('a', 40))));
        Assert.Equal((400, "UnrecognizedClientException"), (status, (string?)body["__type"]));
    }

    private static IEnumerable<(JsonNode? Value, string Reason, string Sentence)> Broken(MemberDescription member)
    {
        if (member.Required)
        {
            yield return (null, "INPUT_REQUIRED", Missing);
        }

        if (member.Kind == MemberKind.Integer)
        {
            yield return (member.Maximum + 1, "MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed.");
            yield return (member.Minimum - 1, "MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed.");
        }

        if (member.Kind == MemberKind.Text && member.Values.Count > 0)
        {
            yield return ("nonsense", "INVALID_ENUM", "You specified an invalid value.");
        }
        else if (member.Kind == MemberKind.Text)
        {
            if (member.Maximum is { } most and < 100_000)
            {
                yield return (new string('a', most + 1), "MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed.");
            }

            if (member.Minimum is > 0)
            {
                yield return ("", "MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed.");
            }

            if (member.Name.EndsWith("Id", StringComparison.Ordinal))
            {
                yield return ("x-1234", "INVALID_PATTERN", "You provided a value that does not match the required pattern.");
            }
        }
    }

    private async Task<SampleRequests> Requests()
    {
        var (unit, member) = (await world.NewUnit(), await world.NewMember());
        return new SampleRequests(world.Root, unit, member, await world.NewDeny(OrganizationWorld.Scp, "s3:GetObject"), world.Fresh("sample"));
    }

    private static string Statement(string element, params string[] actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","{{element}}":{{JsonSerializer.Serialize(actions)}},"Resource":"*"}]}""";
}
