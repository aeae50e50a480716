using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Callers;

namespace Daypass.Verifier.Tests.Callers;

/// <summary>A caller is decided for as the server would: nothing that limits it gets lost on the way.</summary>
public sealed class KnownCallerTests
{
    private const string Account = "111122223333";
    private const string Anna = "arn:aws:iam::111122223333:user/anna";
    private const string All = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string Anybody = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private static readonly CallerPolicy[] Own = [new() { Layer = "Identity", Level = 0, Label = "may", Document = All }];

    private static readonly CallerPolicy[] Controlled =
    [
        .. Own, new() { Layer = "ServiceControl", Level = 0, Label = "scp", Document = All },
        new() { Layer = "ResourceControl", Level = 0, Label = "rcp", Document = Anybody },
    ];

    [Theory]
    [InlineData(1, 1, DecisionLayer.None)]
    [InlineData(null, null, DecisionLayer.None)]
    [InlineData(2, 1, DecisionLayer.ServiceControl)]
    [InlineData(1, 2, DecisionLayer.ResourceControl)]
    [InlineData(18, 1, DecisionLayer.ServiceControl)]
    public void A_last_level_without_a_policy_denies_everything(int? service, int? resource, DecisionLayer closed) =>
        Assert.Equal(closed, Closed(Decide(Controlled, service, resource)));

    [Theory]
    [InlineData(null, null, DecisionLayer.None)]
    [InlineData(0, 0, DecisionLayer.None)]
    [InlineData(1, null, DecisionLayer.ServiceControl)]
    [InlineData(null, 1, DecisionLayer.ResourceControl)]
    public void So_do_levels_that_have_none_at_all(int? service, int? resource, DecisionLayer closed) =>
        Assert.Equal(closed, Closed(Decide(Own, service, resource)));

    [Fact]
    public void A_level_in_between_that_has_none_denies_everything()
    {
        CallerPolicy[] written = [.. Controlled, Controlled[1] with { Level = 2 }];
        Assert.Equal(DecisionLayer.ServiceControl, Closed(Decide(written, 3, 1)));
        Assert.Equal(DecisionLayer.ServiceControl, Closed(Decide(written, null, null)));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(-1, 1, 0)]
    [InlineData(101, 1, 0)]
    [InlineData(1, int.MaxValue, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, -1)]
    [InlineData(null, null, -1)]
    [InlineData(null, null, int.MaxValue)]
    public void Levels_that_cannot_be_are_refused(int? service, int? resource, int level) =>
        Assert.Throws<InvalidDataException>(() => Decide([.. Controlled, Controlled[1] with { Level = level }], service, resource));

    [Fact]
    public void Of_other_layers_none_is_the_same_as_no_policy()
    {
        Assert.True(CompiledPolicy.TryCompile(All, PolicyKind.Identity, null, out var all, out _));
        foreach (var principal in new[]
        {
            Principal.User(Anna, "AIDAEXAMPLE"),
            Principal.RoleSession("arn:aws:sts::111122223333:assumed-role/role/session", "arn:aws:iam::111122223333:role/role", "AROAEXAMPLE"),
            Principal.FederatedUser("arn:aws:sts::111122223333:federated-user/anna", Anna, "AIDAEXAMPLE"),
        })
        {
            var none = new PolicySet { IdentityPolicies = [new NamedPolicy("may", all!)] };
            var empty = new PolicySet
            {
                IdentityPolicies = none.IdentityPolicies, Boundaries = [], SessionPolicies = [], ScopePolicies = [], EndpointPolicies = [],
            };
            Assert.Equal(PolicyEngine.Decide(Question(principal), none), PolicyEngine.Decide(Question(principal), empty));
        }
    }

    private static DecisionLayer Closed(Decision decision) => decision.IsAllowed ? DecisionLayer.None : decision.Layer;

    private static Decision Decide(IReadOnlyList<CallerPolicy> written, int? service, int? resource)
    {
        var caller = KnownCaller.Create(
            new GetSigningKeyRequest { AccessKeyId = "AKIAIOSFODNN7EXAMPLE", Date = "20261130", Region = "eu-west-1", SigningName = "orders" },
            new GetSigningKeyResponse
            {
                SigningKey = Convert.ToBase64String(new byte[32]),
                Caller = new SigningCaller { Arn = Anna, UserId = "AIDAEXAMPLE", Account = Account, Kind = "User", UniqueId = "AIDAEXAMPLE" },
                DecideBy = "documents",
                Mark = "1.a.b",
                Policies = written,
                ServiceControlLevels = service,
                ResourceControlLevels = resource,
            });
        var (request, policies) = (Question(Principal.Anonymous), new PolicySet());
        caller.Fill(request, policies, DateTimeOffset.UnixEpoch);
        return PolicyEngine.Decide(request, policies);
    }

    private static AuthorizationRequest Question(Principal principal) => new()
    {
        Principal = principal, Action = "orders:Read", Resource = "arn:aws:orders:eu-west-1:111122223333:order/7", ResourceAccount = Account,
    };
}
