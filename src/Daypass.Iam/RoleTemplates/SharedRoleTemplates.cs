using System.Collections.Frozen;
using Daypass.Core.Directory;

namespace Daypass.Iam.RoleTemplates;

/// <summary>The role templates that AWS publishes, from a file of facts about them.</summary>
internal static class SharedRoleTemplates
{
    private const string Resource = "Daypass.Iam.RoleTemplates.RoleTemplates.json";

    private static readonly FrozenDictionary<string, RoleTemplate> ByName =
        ReadAll().ToFrozenDictionary(static template => template.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IEnumerable<RoleTemplate> All => ByName.Values;

    /// <summary>The one of that name, or null.</summary>
    public static RoleTemplate? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<RoleTemplate> ReadAll()
    {
        using var reader = new StreamReader(typeof(SharedRoleTemplates).Assembly.GetManifestResourceStream(Resource)!);
        foreach (var read in RoleTemplateFile.ReadAll(reader.ReadToEnd()))
        {
            yield return new RoleTemplate
            {
                Account = EntityArns.SharedAccount,
                Name = read.Name,
                Id = read.Version.Id,
                ManagedBy = read.Name.Split('/')[0],
                Enabled = read.Enabled,
                DefaultMinor = read.Version.Minor,
                Versions = [read.Version],
            };
        }
    }
}
