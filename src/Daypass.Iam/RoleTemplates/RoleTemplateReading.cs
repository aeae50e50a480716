using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.RoleTemplates;

/// <summary>Finds role templates by their ARNs: those that every account has, and an account's own.</summary>
internal static class RoleTemplateReading
{
    /// <summary>The account that AWS's templates are in, as the key <c>aws:ResourceAccount</c> has it.</summary>
    public const string AccountOfAws = "639982225848";

    /// <summary>The template whose ARN is exactly this, in whatever account, or null.</summary>
    public static async ValueTask<RoleTemplate?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled)
    {
        if (!arn.Service.SequenceEqual("iam") || !arn.Resource.StartsWith(IamResource.RoleTemplate.Type + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var name = arn.Resource[(IamResource.RoleTemplate.Type.Length + 1)..].ToString();
        var template = arn.Account.SequenceEqual(EntityArns.SharedAccount)
            ? SharedRoleTemplates.Find(name)
            : await reader.Find<RoleTemplate>(arn.Account.ToString(), name, cancelled);
        return template is not null && ArnOf(template, arns) == arn.Text ? template : null;
    }

    /// <summary>The ARN of a template.</summary>
    public static string ArnOf(RoleTemplate template, EntityArns arns) => arns.Iam(template.Account, IamResource.RoleTemplate.Type, "/", template.Name);

    /// <summary>A minor version, or the default one; null when there is none of that number.</summary>
    public static RoleTemplateVersion? FindVersion(this RoleTemplate template, int? minor) =>
        template.Versions.FirstOrDefault(version => version.Minor == (minor ?? template.DefaultMinor));

    /// <summary>What reading a template needs. AWS's are everybody's to read.</summary>
    /// <param name="arn">The template.</param>
    /// <param name="writtenAs">How a refusal writes the template, where that is not as GetRoleTemplateVersion does.</param>
    /// <param name="context">The request.</param>
    public static Access Reading(Arn arn, string? writtenAs, OperationContext context)
    {
        var isShared = arn.Account.SequenceEqual(EntityArns.SharedAccount);
        return new Access("iam:GetRoleTemplateVersion", arn.Text)
        {
            ResourceAccount = isShared ? context.Caller.Account : arn.Account.ToString(),
            Keys = [new(PermissionKeyNames.ResourceAccount, isShared ? AccountOfAws : arn.Account.ToString())],
            WrittenAs = writtenAs,
        };
    }
}
