using System.Text.Json;
using Daypass.Iam.Permissions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Saml;

namespace Daypass.Iam.Tests;

/// <summary>What holds of every operation alike, made from the catalogue and the table of permissions, so that a new operation is in at once.</summary>
public sealed class EveryOperationTests(IamWorld world) : IClassFixture<IamWorld>
{
    /// <summary>Larger than the server takes as a body.</summary>
    private const int TooLargeToSend = 200_000;

    private static readonly string Metadata = new TestSamlIdp().Metadata;

    private SigningCredentials? _limited;

    public static TheoryData<string> All => [.. OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name)];

    /// <summary>Without reports on an organisation, which this world has none of: its marker is tried where there is one.</summary>
    public static TheoryData<string> Paged =>
    [
        .. OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name)
            .Where(static name => name != "GetOrganizationsAccessReport" && Has(Described(name), "Marker")),
    ];

    [Fact]
    public void Every_operation_of_the_catalogue_is_served_and_has_one_row_of_permissions()
    {
        var catalogue = OperationCatalogue.List(Service.Iam).Select(static operation => operation.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(catalogue, world.Operations.Select(static operation => operation.Description.Name).Order(StringComparer.Ordinal));

        // AcquireRole has no permission of its own: it reads a template.
        Assert.All(world.Operations.Where(static operation => operation.Description.Name != "AcquireRole"),
            static operation => Assert.Equal(operation.Description.Permission, operation.Permission.Action));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Without_its_permission_it_is_denied_in_full_words_and_with_nothing_else_it_is_not(string name)
    {
        var (operation, forms) = (Described(name), await Populate());
        var row = PermissionOf(name);
        await Limit(Statement("NotAction", [row.Action]));
        var (status, body) = await Ask(forms.Of(operation), await Limited());
        Assert.Equal(403, status);
        Assert.Contains("<Code>AccessDenied</Code>", body, StringComparison.Ordinal);
        Assert.Contains(
            $"User: {world.Arn("user/limited")} is not authorized to perform: {row.Action} on resource: {Said(operation, forms)} because no"
                + $" identity-based policy allows the {row.Action} action",
            body, StringComparison.Ordinal);

        await Limit(Statement("Action", new[] { row.Action, row.TagAction }.OfType<string>().Concat(row.AlsoActions)));
        (status, body) = await Ask(forms.Of(operation), await Limited());
        Assert.DoesNotContain("is not authorized to perform", body, StringComparison.Ordinal);
        Assert.True(status < 500, body);
    }

    [Theory, MemberData(nameof(Paged))]
    public async Task A_marker_that_was_not_given_out_is_refused(string name)
    {
        var (operation, forms) = (Described(name), await Populate());
        var (status, body) = await Ask(forms.With(operation, "Marker", "MQ"), world.Admin);
        Assert.Equal(400, status);
        var (code, sentence) = name is "SimulateCustomPolicy" or "SimulatePrincipalPolicy"
            ? ("InvalidInput", "Invalid marker for pagination.")
            : ("ValidationError", "Invalid Marker.");
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
        Assert.Contains($"<Message>{sentence}</Message>", body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public async Task About_things_that_are_not_there_it_answers_an_error_it_declares(string name)
    {
        await Populate();
        var operation = Described(name);
        var forms = new SampleForms(world.Account, "AKIAQQQQQQQQQQQQQQQQ");
        foreach (var member in new[] { "UserName", "GroupName", "RoleName", "PolicyName", "InstanceProfileName", "ServerCertificateName" })
        {
            forms[member] = "nobody";
        }

        forms["PolicyArn"] = forms["PermissionsBoundary"] = world.Arn("policy/nobody");
        forms["Arn"] = forms["PolicySourceArn"] = world.Arn("user/nobody");
        forms["OpenIDConnectProviderArn"] = world.Arn("oidc-provider/nobody.example");
        forms["SAMLProviderArn"] = world.Arn("saml-provider/nobody");
        forms["SerialNumber"] = world.Arn("mfa/nobody");
        forms["TemplateArn"] = world.Arn("role-template/nobody:1");
        var (status, body) = await Ask(forms.Of(operation), world.Admin);
        if (status == 200)
        {
            // Making something, listing and asking about the account need nothing that is there already; everything else does.
            Assert.True(PermissionOf(name).Scope is IamScope.New or IamScope.Listed or IamScope.Account, body);
            return;
        }

        var code = body.Split("<Code>")[1].Split("</Code>")[0];
        Assert.Contains(code, operation.Errors.Append("ValidationError").Append("AccessDenied"));
        Assert.Equal(ErrorCode.StatusOf(code) is var declared && operation.Errors.Contains(code) ? declared : code == "AccessDenied" ? 403 : 400, status);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_parameter_out_of_its_bounds_is_refused_in_IAMs_words_and_never_repeated(string name)
    {
        var (operation, forms) = (Described(name), await Populate());
        foreach (var member in operation.Input)
        {
            foreach (var (value, sentence) in Broken(member))
            {
                var (status, body) = await Ask(forms.With(operation, member.Name, value), world.Admin);
                Assert.True(status == 400 && body.Contains("<Code>ValidationError</Code>", StringComparison.Ordinal),
                    $"{member.Name} '{Short(value)}': {status} {body}");
                Assert.Contains($"at '{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}' failed to satisfy constraint: {sentence}", body,
                    StringComparison.Ordinal);
                Assert.DoesNotContain($"Value '{value}'", body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_operation_there_is_not_is_unknown()
    {
        const string Name = "GenerateNothing";
        var (status, body) = await Ask($"Action={Name}&Version=2010-05-08", world.Admin);
        Assert.Equal(400, status);
        Assert.Contains("<Code>InvalidAction</Code>", body, StringComparison.Ordinal);
        Assert.Contains($"<Message>Could not find operation {Name} for version 2010-05-08</Message>", body, StringComparison.Ordinal);
    }

    private static IEnumerable<(string? Value, string Sentence)> Broken(MemberDescription member)
    {
        if (member.Required && member.Kind is MemberKind.Text or MemberKind.Integer)
        {
            yield return (null, "Member must not be null");
        }

        if (member.Values.Count > 0)
        {
            yield return ("nonsense", "Member must satisfy enum value set");
        }
        else if (member.Kind == MemberKind.Text)
        {
            if (member.Maximum is { } most and < TooLargeToSend)
            {
                yield return (new string('a', most + 1), $"Member must have length less than or equal to {most}");
            }

            if (member.Minimum is { } least and > 1)
            {
                yield return (new string('a', least - 1), $"Member must have length greater than or equal to {least}");
            }
        }
        else if (member.Kind == MemberKind.Integer)
        {
            if (member.Maximum is { } most)
            {
                yield return ($"{most + 1}", $"Member must have value less than or equal to {most}");
            }

            if (member.Minimum is { } least)
            {
                yield return ($"{least - 1}", $"Member must have value greater than or equal to {least}");
            }
        }
    }

    // How AWS says what each action is about, as far as it was seen: entities by their names, most others by their ARNs.
    private string Said(OperationDescription operation, SampleForms forms) => (operation.Name, PermissionOf(operation.Name)) switch
    {
        ("GetAccessKeyLastUsed", _) => "access key " + forms["AccessKeyId"],
        ("ListPolicies", _) => "policy path /",
        ("GetServiceLinkedRoleDeletionStatus" or "DeleteServiceLinkedRole" or "ListInstanceProfileTags" or "TagInstanceProfile" or "UntagInstanceProfile", _) =>
            ResourceOf(operation, forms),
        ("AcquireRole", _) => "role template " + forms["TemplateArn"],
        ("GetRoleTemplateVersion", _) => "role-template " + forms["TemplateArn"],
        ("CreatePolicy" or "TagPolicy", _) => "policy " + NameIn(ResourceOf(operation, forms)),
        (_, { Scope: IamScope.Existing, On.Type: "user" or "role" or "group" }) and var (_, row) => $"{row.On.Type} {NameIn(ResourceOf(operation, forms))}",
        (_, { Scope: IamScope.Existing, On.Type: "instance-profile" }) => "instance profile holder",
        (_, { Scope: IamScope.ByArn, On.Type: "policy" }) => "policy " + ResourceOf(operation, forms),
        _ => ResourceOf(operation, forms),
    };

    private static string NameIn(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    // What the reference says each action is about, for the requests the sample forms make.
    private IamPermission PermissionOf(string name) =>
        (IamPermission)world.Operations.Single(operation => operation.Description.Name == name).Permission;

    private string ResourceOf(OperationDescription operation, SampleForms forms) => (operation.Name, PermissionOf(operation.Name)) switch
    {
        ("ChangePassword" or "GetMFADevice", _) => world.Arn("user/limited"),
        ("GetAccessKeyLastUsed", _) => world.Arn("user/admin"),
        ("CreateServiceLinkedRole" or "GetServiceLinkedRoleDeletionStatus", _) =>
            world.Arn("role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
        ("CreateOpenIDConnectProvider", _) => world.Arn("oidc-provider/issuer.example"),
        ("CreateSAMLProvider", _) => world.Arn("saml-provider/provider"),
        ("CreateVirtualMFADevice", _) => world.Arn("mfa/device"),
        (_, { Scope: IamScope.Account }) => "*",
        (_, { Scope: IamScope.ByArn }) =>
            forms[operation.Input.First(static member =>
                member.Name is "Arn" or "TemplateArn" or "PolicyArn" or "PolicySourceArn" or "SerialNumber" or "OpenIDConnectProviderArn"
                    or "SAMLProviderArn").Name],
        (_, { Scope: IamScope.Listed, On: var resource }) => world.Arn(resource.Type + "/"),
        (_, { Scope: IamScope.New, On: var resource }) => world.Arn($"{resource.Type}/new-{forms[operation.Name["Create".Length..] + "Name"]}"),
        (_, { On: var resource }) => world.Arn(resource.Type switch
        {
            "user" => "user/team/someone",
            "group" => "group/crowd",
            "role" => "role/actor",
            "instance-profile" => "instance-profile/holder",
            _ => $"{resource.Type}/{forms.ValueOf(operation, operation.Input.First(static member => member.Required).Name)}",
        }),
    };

    private async Task<SampleForms> Populate()
    {
        // Another operation may have deleted any of them.
        await world.Server.Api.Call(new CreateUserRequest { UserName = "someone", Path = "/team/" }, world.Admin);
        await world.Server.Api.Call(new CreateGroupRequest { GroupName = "crowd" }, world.Admin);
        await world.Server.Api.Call(new CreateRoleRequest { RoleName = "actor", AssumeRolePolicyDocument = world.TrustsAccount() }, world.Admin);
        await world.Server.Api.Call(new CreatePolicyRequest { PolicyName = "rights", PolicyDocument = IamWorld.Allows("s3:*") }, world.Admin);
        await world.Server.Api.Call(new CreateInstanceProfileRequest { InstanceProfileName = "holder" }, world.Admin);

        await world.Server.Api.Call(new CreateOpenIdConnectProviderRequest { Url = "https://issuer.example" }, world.Admin);
        await world.Server.Api.Call(new CreateSamlProviderRequest { Name = "provider", SamlMetadataDocument = Metadata }, world.Admin);
        await world.Server.Api.Call(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "device" }, world.Admin);
        using var site = MadeCertificate.Create("site.example", world.Clock.GetUtcNow());
        await world.Server.Api.Call(
            new UploadServerCertificateRequest { ServerCertificateName = "site", CertificateBody = site.Pem, PrivateKey = site.KeyPem }, world.Admin);

        // Delegation requests are for partners only, whatever their policies say.
        await world.Parts.Partners.Register(world.Account, "Acme", "acme-hook", new Uri("https://partner.example/hook"), CancellationToken.None);
        var job = (await world.Do(new GenerateServiceLastAccessedDetailsRequest { Arn = world.Arn("user/team/someone") })).JobId;
        return new SampleForms(world.Account, world.Admin.AccessKeyId) { ["JobId"] = job };
    }

    private async Task<SigningCredentials> Limited()
    {
        if (_limited is not null)
        {
            return _limited;
        }

        foreach (var key in (await world.Do(new ListAccessKeysRequest { UserName = "limited" })).AccessKeyMetadata)
        {
            await world.Do(new DeleteAccessKeyRequest { UserName = "limited", AccessKeyId = key.AccessKeyId! });
        }

        return _limited = await world.NewKey("limited");
    }

    private async Task Limit(string policy)
    {
        await world.Server.Api.Call(new CreateUserRequest { UserName = "limited" }, world.Admin);
        await world.Do(new PutUserPolicyRequest { UserName = "limited", PolicyName = "may", PolicyDocument = policy });
    }

    private async Task<(int Status, string Body)> Ask(string form, SigningCredentials credentials)
    {
        using var answer = await world.Server.Api.Post(form, ServiceDescription.Get(Service.Iam), credentials);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static OperationDescription Described(string name) => OperationCatalogue.Find(name, Service.Iam)!;

    private static bool Has(OperationDescription operation, string member) => operation.Input.Any(own => own.Name == member);

    private static string Short(string? value) => value is { Length: > 40 } ? value[..40] : value ?? "absent";

    private static string Statement(string element, IEnumerable<string> actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","{{element}}":{{JsonSerializer.Serialize(actions)}},"Resource":"*"}]}""";
}
