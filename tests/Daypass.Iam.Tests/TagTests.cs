using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing.Saml;

namespace Daypass.Iam.Tests;

public sealed class TagTests(IamWorld world) : IClassFixture<IamWorld>
{
    private static readonly Tag[] Both = [Of("team", "second"), Of("Team", "first")];

    public static TheoryData<string> CaseSensitive => ["policy", "instance-profile", "mfa", "oidc-provider", "saml-provider"];

    public static TheoryData<string> Folding => ["user", "role"];

    [Theory, MemberData(nameof(CaseSensitive))]
    public async Task Keys_that_differ_in_case_are_two_of_everything_but_users_and_roles(string kind)
    {
        var name = "two-" + kind;
        await Create(kind, name, Both);
        Assert.Equal(["Team=first", "team=second"], (await List(kind, name)).Order(StringComparer.Ordinal));
        await Untag(kind, name, "TEAM");
        Assert.Equal(2, (await List(kind, name)).Count);
        await Tag(kind, name, Of("team", "updated"));
        Assert.Equal(["Team=first", "team=updated"], (await List(kind, name)).Order(StringComparer.Ordinal));
        await Untag(kind, name, "Team");
        Assert.Equal(["team=updated"], await List(kind, name));
        Assert.Equal("InvalidInput", await Refusal(() => Tag(kind, name, Of("same", "1"), Of("same", "2"))));
    }

    [Theory, MemberData(nameof(Folding))]
    public async Task Keys_that_differ_in_case_are_one_of_users_and_roles(string kind)
    {
        var name = "one-" + kind;
        Assert.Equal("InvalidInput", await Refusal(() => Create(kind, name, Both)));
        await Create(kind, name, [Of("Team", "One")]);
        await Tag(kind, name, Of("team", "Two"));
        Assert.Equal(["team=Two"], await List(kind, name));
        await Untag(kind, name, "TEAM");
        Assert.Empty(await List(kind, name));
    }

    [Theory]
    [InlineData("oidc-provider")]
    [InlineData("saml-provider")]
    public async Task A_provider_shows_its_tags_by_key_and_its_making_as_they_were_given(string kind)
    {
        Assert.Equal(["team=second", "Team=first"], await Create(kind, "sorted-" + kind, Both));
        Assert.Equal(["Team=first", "team=second"], await List(kind, "sorted-" + kind));
        Assert.Equal(["Team=first", "team=second"], await Show(kind, "sorted-" + kind));
    }

    [Theory, MemberData(nameof(CaseSensitive)), MemberData(nameof(Folding))]
    public async Task An_empty_list_of_tags_is_refused(string kind)
    {
        var name = "empty-" + kind;
        await Create(kind, name, []);
        Assert.Equal("InvalidInput", await Refusal(() => Tag(kind, name)));
    }

    [Theory, MemberData(nameof(CaseSensitive))]
    public async Task An_empty_list_of_tag_keys_is_refused_of_what_had_no_tags_before_2021(string kind)
    {
        var name = "no-keys-" + kind;
        await Create(kind, name, []);
        Assert.Equal("InvalidInput", await Refusal(() => Untag(kind, name)));
    }

    [Theory, MemberData(nameof(Folding))]
    public async Task An_empty_list_of_tag_keys_takes_nothing_from_users_and_roles(string kind)
    {
        await Create(kind, "keeps-" + kind, [Of("k", "v")]);
        await Untag(kind, "keeps-" + kind);
        Assert.Equal(["k=v"], await List(kind, "keeps-" + kind));
    }

    [Fact]
    public async Task Nobody_chooses_by_the_order_of_tags_what_a_policy_sees()
    {
        const string RedOnly = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:CreatePolicy","iam:TagPolicy"],"Resource":"*",
            "Condition":{"StringEquals":{"aws:RequestTag/Team":"red"}}}]}
            """;
        const string NeverProd = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},
            {"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/Stage":"prod"}}},
            {"Effect":"Deny","Action":"iam:DeletePolicy","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Stage":"kept"}}}]}
            """;
        var red = await world.NewUser("red-only", RedOnly);
        var never = await world.NewUser("never-prod", NeverProd);
        foreach (var tags in new[] { new[] { Of("Team", "blue"), Of("team", "red") }, [Of("Team", "red"), Of("team", "blue")] })
        {
            Assert.Equal("AccessDenied", (await world.Refused(Policy("ordered", tags), red)).Code);
        }

        await world.Do(Policy("ordered", [Of("Team", "red"), Of("team", "red")]), red);
        foreach (var tags in new[] { new[] { Of("Stage", "prod"), Of("stage", "test") }, [Of("Stage", "test"), Of("stage", "prod")] })
        {
            Assert.Equal("AccessDenied", (await world.Refused(Policy("staged", tags), never)).Code);
        }

        await world.Do(Policy("staged", [Of("Stage", "kept"), Of("stage", "open")]));
        Assert.Equal("AccessDenied", (await world.Refused(new DeletePolicyRequest { PolicyArn = world.Arn("policy/staged") }, never)).Code);
        await world.Do(new DeletePolicyRequest { PolicyArn = world.Arn("policy/staged") });
    }

    [Fact]
    public async Task More_alike_keys_than_can_be_read_are_refused()
    {
        var many = Enumerable.Range(0, 7).SelectMany(static index => new[] { Of($"k{index}", "1"), Of($"K{index}", "2") }).ToArray();
        Assert.Equal("InvalidInput", (await world.Refused(Policy("many", many))).Code);
        await world.Do(Policy("many", many[..12]));
    }

    [Theory, MemberData(nameof(CaseSensitive))]
    public async Task Tags_that_are_stored_never_keep_anybody_from_their_resource(string kind)
    {
        var name = "alike-" + kind;
        var pairs = Enumerable.Range(0, 6).SelectMany(static index => new[] { Of($"k{index}", "1"), Of($"K{index}", "2") }).ToArray();
        await Create(kind, name, pairs);
        await Tag(kind, name, Of("g", "1"));
        Assert.Equal("InvalidInput", await Refusal(() => Tag(kind, name, Of("G", "2"))));
        Assert.Equal(13, (await List(kind, name)).Count);

        await Untag(kind, name, "k0");
        await Tag(kind, name, Of("G", "2"));
        await Untag(kind, name, [.. pairs.Select(static tag => tag.Key), "g"]);
        Assert.Equal(["G=2"], await List(kind, name));

        // One key in eight forms makes eight readings.
        var forms = new[] { "abc", "Abc", "aBc", "abC", "ABc", "AbC", "aBC", "ABC" };
        await Tag(kind, name, [.. forms.Select(static form => Of(form, "1"))]);
        var others = forms.Select(static form => Of("x" + form, "1")).ToArray();
        await Tag(kind, name, others[0]);
        foreach (var other in others[1..])
        {
            await Tag(kind, name, other);
        }

        Assert.Equal("InvalidInput", await Refusal(() => Tag(kind, name, Of("g", "1"))));
        Assert.Equal(17, (await List(kind, name)).Count);
    }

    private static Tag Of(string key, string value) => new() { Key = key, Value = value };

    private static CreatePolicyRequest Policy(string name, Tag[] tags) =>
        new() { PolicyName = name, PolicyDocument = IamWorld.Allows("s3:GetObject"), Tags = tags };

    private static List<string> Texts(IReadOnlyList<Tag>? tags) => [.. (tags ?? []).Select(static tag => $"{tag.Key}={tag.Value}")];

    private static async Task<string> Refusal(Func<Task> call) => (await Assert.ThrowsAnyAsync<Exception>(call)).Message.Contains("InvalidInput",
        StringComparison.Ordinal) ? "InvalidInput" : "another";

    private string ArnOf(string kind, string name) => world.Arn($"{kind}/{name}");

    private async Task<List<string>> Create(string kind, string name, Tag[] tags) => Texts(kind switch
    {
        "user" => (await world.Do(new CreateUserRequest { UserName = name, Tags = tags })).User!.Tags,
        "role" => (await world.Do(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = world.TrustsAccount(), Tags = tags })).Role!.Tags,
        "policy" => (await world.Do(Policy(name, tags))).Policy!.Tags,
        "instance-profile" => (await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = name, Tags = tags })).InstanceProfile!.Tags,
        "mfa" => (await world.Do(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = name, Tags = tags })).VirtualMfaDevice!.Tags,
        "oidc-provider" => (await world.Do(new CreateOpenIdConnectProviderRequest { Url = "https://" + name, Tags = tags })).Tags,
        _ => (await world.Do(new CreateSamlProviderRequest { Name = name, SamlMetadataDocument = new TestSamlIdp().Metadata, Tags = tags })).Tags,
    });

    private async Task Tag(string kind, string name, params Tag[] tags) => _ = kind switch
    {
        "user" => await world.Do(new TagUserRequest { UserName = name, Tags = tags }),
        "role" => await world.Do(new TagRoleRequest { RoleName = name, Tags = tags }),
        "policy" => await world.Do(new TagPolicyRequest { PolicyArn = ArnOf(kind, name), Tags = tags }),
        "instance-profile" => await world.Do(new TagInstanceProfileRequest { InstanceProfileName = name, Tags = tags }),
        "mfa" => await world.Do(new TagMfaDeviceRequest { SerialNumber = ArnOf(kind, name), Tags = tags }),
        "oidc-provider" => await world.Do(new TagOpenIdConnectProviderRequest { OpenIdConnectProviderArn = ArnOf(kind, name), Tags = tags }),
        _ => await world.Do(new TagSamlProviderRequest { SamlProviderArn = ArnOf(kind, name), Tags = tags }),
    };

    private async Task Untag(string kind, string name, params string[] keys) => _ = kind switch
    {
        "user" => await world.Do(new UntagUserRequest { UserName = name, TagKeys = keys }),
        "role" => await world.Do(new UntagRoleRequest { RoleName = name, TagKeys = keys }),
        "policy" => await world.Do(new UntagPolicyRequest { PolicyArn = ArnOf(kind, name), TagKeys = keys }),
        "instance-profile" => await world.Do(new UntagInstanceProfileRequest { InstanceProfileName = name, TagKeys = keys }),
        "mfa" => await world.Do(new UntagMfaDeviceRequest { SerialNumber = ArnOf(kind, name), TagKeys = keys }),
        "oidc-provider" => await world.Do(new UntagOpenIdConnectProviderRequest { OpenIdConnectProviderArn = ArnOf(kind, name), TagKeys = keys }),
        _ => await world.Do(new UntagSamlProviderRequest { SamlProviderArn = ArnOf(kind, name), TagKeys = keys }),
    };

    private async Task<List<string>> List(string kind, string name) => Texts(kind switch
    {
        "user" => (await world.Do(new ListUserTagsRequest { UserName = name })).Tags,
        "role" => (await world.Do(new ListRoleTagsRequest { RoleName = name })).Tags,
        "policy" => (await world.Do(new ListPolicyTagsRequest { PolicyArn = ArnOf(kind, name) })).Tags,
        "instance-profile" => (await world.Do(new ListInstanceProfileTagsRequest { InstanceProfileName = name })).Tags,
        "mfa" => (await world.Do(new ListMfaDeviceTagsRequest { SerialNumber = ArnOf(kind, name) })).Tags,
        "oidc-provider" => (await world.Do(new ListOpenIdConnectProviderTagsRequest { OpenIdConnectProviderArn = ArnOf(kind, name) })).Tags,
        _ => (await world.Do(new ListSamlProviderTagsRequest { SamlProviderArn = ArnOf(kind, name) })).Tags,
    });

    private async Task<List<string>> Show(string kind, string name) => Texts(kind switch
    {
        "oidc-provider" => (await world.Do(new GetOpenIdConnectProviderRequest { OpenIdConnectProviderArn = ArnOf(kind, name) })).Tags,
        _ => (await world.Do(new GetSamlProviderRequest { SamlProviderArn = ArnOf(kind, name) })).Tags,
    });
}
