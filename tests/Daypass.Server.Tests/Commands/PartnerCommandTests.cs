using System.CommandLine;
using Daypass.Protocol.Iam;
using Daypass.Server.Commands;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Commands;

/// <summary>Partners of delegation as an operator registers them, beside a running server.</summary>
public sealed class PartnerCommandTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_registered_partner_asks_and_its_notices_are_signed_with_the_secret_that_was_printed()
    {
        await using var hook = await Webhook.Start();
        var partner = await world.NewAccount();
        var request = new CreateDelegationRequestRequest
        {
            OwnerAccountId = world.Account,
            Description = "Look after your backups",
            Permissions = new DelegationPermission { PolicyTemplateArn = await Template(partner.Admin), Parameters = [] },
            RequestorWorkflowId = "workflow-1",
            NotificationChannel = "acme-hook",
            SessionDuration = 3600,
        };
        Assert.False((await world.Server.Api.Call(request, partner.Admin)).Succeeded);

        var (code, output, _) = await Run("register", partner.Id, "--name", "Acme", "--channel", "acme-hook", "--url", hook.Url.ToString());
        Assert.Equal(0, code);
        var secret = output.TrimEnd().Split('\n')[^1];
        Assert.Contains($"{partner.Id}\tAcme\tacme-hook\t{hook.Url}\n", (await Run("list")).Output, StringComparison.Ordinal);

        var id = (await world.Server.Api.Get(request, partner.Admin)).DelegationRequestId;
        await world.Server.Api.Get(new AssociateDelegationRequestRequest { DelegationRequestId = id! }, world.Admin);
        var (_, text, signature) = await hook.Next();
        Assert.True(Webhook.IsGenuine(secret, text, signature));

        Assert.Equal(0, (await Run("remove", partner.Id)).Code);
        Assert.False((await world.Server.Api.Call(request with { RequestorWorkflowId = "workflow-2" }, partner.Admin)).Succeeded);
        Assert.DoesNotContain(partner.Id, (await Run("list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("000000000000", "Acme", "hook", "https://example.com/hook", "There is no account 000000000000.")]
    [InlineData(null, "a-name-of-more-than-thirty-letters", "hook", "https://example.com/hook", "A partner's name has 1 to 30 characters.")]
    [InlineData(null, "Acme", "a hook", "https://example.com/hook", "A channel's name has 2 to 400 letters, digits and any of :_.-.")]
    [InlineData(null, "Acme", "hook", "http://example.com/hook", "A webhook is an https URL; only on this machine may it be http.")]
    [InlineData(null, "Acme", "hook", "not a url", "'not a url' is not a URL.")]
    public async Task What_is_wrong_is_one_sentence(string? account, string name, string channel, string url, string sentence)
    {
        var (code, _, error) = await Run("register", account ?? world.Account, "--name", name, "--channel", channel, "--url", url);
        Assert.Equal((1, $"daypass-server: {sentence}\n"), (code, error));
    }

    [Fact]
    public async Task Only_a_partner_can_be_removed()
    {
        var (code, _, error) = await Run("remove", "000000000000");
        Assert.Equal((1, "daypass-server: There is no partner 000000000000.\n"), (code, error));
    }

    private async Task<string> Template(Protocol.Signing.SigningCredentials partner) =>
        (await world.Server.Api.Get(new CreatePolicyRequest { PolicyName = "template", PolicyDocument = World.Allow(World.Probe) }, partner)).Policy!.Arn!;

    private async Task<(int Code, string Output, string Error)> Run(string verb, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ServerCommand.Create().Parse(["partner", verb, .. arguments, "--data", world.Server.DataFolder])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
