namespace Daypass.Organizations.Policies;

/// <summary>Which names policies may not have any more.</summary>
internal static class PolicyNames
{
    /// <summary>Whether a policy of the type, AWS's included, has the name.</summary>
    public static async ValueTask<bool> IsTaken(
        IDirectoryTransaction transaction, Organization organization, string type, string name, CancellationToken cancelled) =>
        name == ControlPolicy.FindOfAws(organization.Id, type == ControlPolicy.ServiceType ? ControlPolicy.FullAccess : ControlPolicy.ResourceFullAccess)!
            .DisplayName
        || await transaction.CountReferrers(organization.Id, Relation.Named, NameKey.Of(type, name), cancelled) > 0;
}
