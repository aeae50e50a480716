using System.Collections.Frozen;

namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>The services that can have a role in an account, from a table of facts about AWS.</summary>
internal static class ServiceLinkedRoleTemplates
{
    private const string Resource = "Daypass.Iam.ServiceLinkedRoles.ServiceLinkedRoles.txt";

    private static readonly FrozenDictionary<string, ServiceLinkedRoleTemplate> ByService =
        ReadAll().ToFrozenDictionary(static template => template.Service, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IEnumerable<ServiceLinkedRoleTemplate> All => ByService.Values;

    /// <summary>What the role of a service is made of; null for what is no service, or one that has no role.</summary>
    public static ServiceLinkedRoleTemplate? Find(string service) => ByService.GetValueOrDefault(service);

    private static IEnumerable<ServiceLinkedRoleTemplate> ReadAll()
    {
        using var reader = new StreamReader(typeof(ServiceLinkedRoleTemplates).Assembly.GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split(' ');
                yield return new ServiceLinkedRoleTemplate(parts[0], parts[1], parts[2] == "suffix", parts[3].Split(','));
            }
        }
    }
}
