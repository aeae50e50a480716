namespace Daypass.Organizations.Tags;

/// <summary>The tags of whatever has them.</summary>
internal static class TaggedParts
{
    /// <summary>The tags of a root, unit, account or policy; null when there is none.</summary>
    public static async ValueTask<IReadOnlyList<EntityTag>?> Find(
        OrganizationServices services, IDirectoryReader reader, Organization organization, string id, CancellationToken cancelled) =>
        IsPolicy(id)
            ? (await OrganizationParts.FindPolicy(reader, organization, id, cancelled))?.Tags
            : (await services.Parts.FindTarget(reader, organization, id, cancelled))?.Tags;

    /// <summary>Changes them.</summary>
    public static ValueTask<Result<NoOutput>> Change(
        OrganizationServices services, OrganizationTarget target, string id, Func<IReadOnlyList<EntityTag>, Result<IReadOnlyList<EntityTag>>> change,
        CancellationToken cancelled) => services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (await Find(services, transaction, organization, id, cancelled) is not { } present)
            {
                return OrganizationsErrors.TargetNotFound;
            }

            if (ControlPolicy.IsOfAws(id))
            {
                return OrganizationsErrors.InvalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
            }

            var tags = change(present);
            if (!tags.Succeeded)
            {
                return tags.Error;
            }

            OrganizationServices.Expect(IsPolicy(id)
                ? await Store(transaction, organization, id, tags.Value, cancelled)
                : await (await services.Parts.FindTarget(transaction, organization, id, cancelled))!.TryStore(transaction, tags.Value, cancelled));
            return NoOutput.Instance;
        },
        cancelled);

    private static async ValueTask<bool> Store(
        IDirectoryTransaction transaction, Organization organization, string id, IReadOnlyList<EntityTag> tags, CancellationToken cancelled) =>
        await transaction.Find<ControlPolicy>(organization.Id, id, cancelled) is { } policy
        && await transaction.TryUpdate(policy, policy.WithTags(tags), cancelled);

    private static bool IsPolicy(string id) => id.StartsWith("p-", StringComparison.Ordinal);
}
