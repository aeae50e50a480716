using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>Who asks in a simulation.</summary>
/// <param name="Principal">As policies see it.</param>
/// <param name="Arn">Its ARN; null when the request names nobody.</param>
internal sealed record SimulatedCaller(Principal Principal, string? Arn)
{
    /// <summary>AWS's simulator gives this id to a caller of whom it knows none.</summary>
    private const string NoUserId = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

    /// <summary>Whether a resource policy can be asked about it: a user, a group or a role.</summary>
    public bool IsEntity => Type is "user" or "group" or "role";

    private string? Type =>
        Protocol.Arn.TryParse(Arn, out var arn) && arn.Service.SequenceEqual("iam") ? arn.ResourceType.ToString() : null;

    /// <summary>A group: nobody by itself, it is asked as a member whom no policy names.</summary>
    public static SimulatedCaller Group(string arn) => new(Principal.User(arn), arn);

    /// <summary>Adds the condition keys that a caller has without being given any.</summary>
    public void AddTo(RequestContext context)
    {
        context.Add("aws:userid", Arn ?? NoUserId);
        if (Principal.Account.Length > 0)
        {
            context.Add("aws:PrincipalAccount", Principal.Account);
        }

        if (Arn is not null)
        {
            context.Add("aws:PrincipalArn", Arn);
        }

        if (Type is "user")
        {
            context.Add("aws:username", Protocol.Arn.Parse(Arn!).ResourceName.ToString());
        }
    }
}
