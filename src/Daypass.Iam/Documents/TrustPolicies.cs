using Daypass.Core.Directory;
using Daypass.Iam.Quotas;
using Daypass.Policy.Advising;
using Daypass.Policy.Language;
using Daypass.Policy.TrustPolicies;
using Daypass.Policy.Validation;
using Daypass.Protocol;

namespace Daypass.Iam.Documents;

/// <summary>Stores trust policies with the unique ids of the users and roles they name, and shows them by their ARNs again (IAM User Guide, "AWS JSON policy
/// elements: Principal").</summary>
public sealed class TrustPolicies(EntityArns arns, IamQuotas quotas, TrustRules rules)
{
    /// <summary>Refuses what may not be saved, whatever principals exist: bad grammar, too long, or open to every tenant of a shared issuer.</summary>
    public AwsError? Validate(string document) =>
        (PolicyValidator.Validate(document, PolicyKind.Trust, rules) ?? quotas.Documents.ValidateTrust(document))?.ToError();

    /// <summary>Puts into the log what a server that is strict about trust would refuse: AWS saves it without a word.</summary>
    public static void Advise(string document, OperationContext context)
    {
        if (FindAdvice(document) is { } advice)
        {
            context.Advice = $"{advice.Position}: {advice.Message}";
        }
    }

    /// <summary>What a server that is strict about trust would refuse a document for, or null.</summary>
    public static PolicyAdvice? FindAdvice(string document)
    {
        foreach (var advice in PolicyAdvice.FindAll(document, PolicyKind.Trust))
        {
            if (advice.IsRefusedWhenStrict)
            {
                return advice;
            }
        }

        return null;
    }

    /// <summary>The policy with the ids its principals have now; a user or role that is not there refuses it.</summary>
    public async ValueTask<Result<TrustPolicy>> Resolve(IDirectoryReader reader, string document, CancellationToken cancelled)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reference in TrustPolicyText.FindAwsPrincipals(document))
        {
            if (!reference.IsUserOrRole || ids.ContainsKey(reference.Value))
            {
                continue;
            }

            if (await FindId(reader, reference.Value, cancelled) is not { } id)
            {
                return reference.ToFault().ToError();
            }

            ids.Add(reference.Value, id);
        }

        return new TrustPolicy { Document = document, PrincipalIds = ids };
    }

    /// <summary>The document as it is shown now: today's ARN of each user and role, the bare id of one that is gone, every other character as it was
    /// saved.</summary>
    public async ValueTask<string> Show(IDirectoryReader reader, TrustPolicy trust, CancellationToken cancelled)
    {
        if (trust.PrincipalIds.Count == 0)
        {
            return trust.Document;
        }

        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (written, id) in trust.PrincipalIds)
        {
            shown.Add(written, await FindArn(reader, id, cancelled) ?? id);
        }

        return TrustPolicyText.ReplaceAwsPrincipals(trust.Document, written => shown.GetValueOrDefault(written));
    }

    private async ValueTask<string?> FindId(IDirectoryReader reader, string text, CancellationToken cancelled)
    {
        var arn = Arn.Parse(text);
        var (account, name) = (arn.Account.ToString(), arn.ResourceName.ToString());
        if (arn.ResourceType.SequenceEqual("user"))
        {
            return await reader.Find<User>(account, name, cancelled) is { } user && arns.For(user) == text ? user.Id : null;
        }

        return await reader.Find<Role>(account, name, cancelled) is { } role && arns.For(role) == text ? role.Id : null;
    }

    private async ValueTask<string?> FindArn(IDirectoryReader reader, string id, CancellationToken cancelled)
    {
        if (id.StartsWith(UniqueId.Prefix(UniqueIdKind.User), StringComparison.Ordinal))
        {
            return await reader.FindById<User>(id, cancelled) is { } user ? arns.For(user) : null;
        }

        return await reader.FindById<Role>(id, cancelled) is { } role ? arns.For(role) : null;
    }
}
