using System.Text;

namespace Daypass.Protocol.Catalogue;

/// <summary>What differs between the services on the wire.</summary>
public sealed class ServiceDescription
{
    private ServiceDescription(Service service, string title, string signingName, string version, string xmlNamespace)
    {
        Service = service;
        Title = title;
        SigningName = signingName;
        Version = version;
        VersionUtf8 = Encoding.ASCII.GetBytes(version);
        XmlNamespace = xmlNamespace;
        XmlNamespaceUtf8 = Encoding.ASCII.GetBytes(xmlNamespace);
        EventSource = signingName + ".amazonaws.com";
    }

    /// <summary>STS: a violated constraint echoes the value.</summary>
    public static ServiceDescription Sts { get; } = new(Service.Sts, "STS", "sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")
        { EchoesValues = true, BareListIsMissing = true };

    /// <summary>IAM: a violated constraint does not echo the value.</summary>
    public static ServiceDescription Iam { get; } = new(Service.Iam, "IAM", "iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");

    /// <summary>Organizations, which says in a word of its own what is wrong with a request.</summary>
    public static ServiceDescription Organizations { get; } =
        new(Service.Organizations, "Organizations", "organizations", "2016-11-28", "https://organizations.amazonaws.com/doc/2016-11-28/")
        { TargetPrefix = "AWSOrganizationsV20161128", NamesReasons = true };

    /// <summary>The API by which people's services ask; errors are said as STS says them.</summary>
    public static ServiceDescription Verification { get; } =
        new(Service.Verification, "daypass", "daypass", "2026-11-01", "urn:daypass:verification:2026-11-01")
        { EchoesValues = true, TargetPrefix = "DaypassV20261101" };

    /// <summary>The API that explains denials: restJson1 alone, signed for IAM and judged by IAM's permissions.</summary>
    public static ServiceDescription Toolbox { get; } = new(Service.Toolbox, "IAM Toolbox", "iam", "2018-05-10", "")
        { PathRoot = "authorization-details", EventSource = "iam-toolbox.amazonaws.com" };

    /// <summary>Which one this is.</summary>
    public Service Service { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>The name in the credential scope of a signature.</summary>
    public string SigningName { get; }

    /// <summary>The version of the API; for a service that speaks Query the <c>Version</c> parameter that selects it.</summary>
    public string Version { get; }

    /// <summary>What CloudTrail calls the service.</summary>
    public string EventSource { get; private init; }

    /// <summary>With which segment the paths of its operations begin in restJson1; null for a service that does not speak it.</summary>
    public string? PathRoot { get; private init; }

    /// <summary>What stands before the operation in the <c>X-Amz-Target</c> header of AWS JSON; null for a service that speaks Query alone.</summary>
    public string? TargetPrefix { get; private init; }

    /// <summary>The XML namespace of its answers.</summary>
    public string XmlNamespace { get; }

    /// <summary>True when a validation error repeats the offending value.</summary>
    public bool EchoesValues { get; private init; }

    /// <summary>True when <c>Name=</c> where a list belongs is as if it were not there; false when it is a list without elements.</summary>
    public bool BareListIsMissing { get; private init; }

    /// <summary>True when a refused request is <c>InvalidInputException</c> with a reason, as Organizations has it.</summary>
    public bool NamesReasons { get; private init; }

    internal byte[] VersionUtf8 { get; }

    internal byte[] XmlNamespaceUtf8 { get; }

    /// <summary>The description of a service.</summary>
    public static ServiceDescription Get(Service service) => service switch
    {
        Service.Sts => Sts,
        Service.Iam => Iam,
        Service.Organizations => Organizations,
        Service.Toolbox => Toolbox,
        _ => Verification,
    };

    /// <summary>The service whose API has this version, or null.</summary>
    public static ServiceDescription? FindByVersion(ReadOnlySpan<byte> version) =>
        version.SequenceEqual(Sts.VersionUtf8) ? Sts
        : version.SequenceEqual(Iam.VersionUtf8) ? Iam
        : version.SequenceEqual(Organizations.VersionUtf8) ? Organizations
        : version.SequenceEqual(Verification.VersionUtf8) ? Verification
        : null;

    /// <summary>The service whose operations in restJson1 have a path that begins as this one, or null; case matters.</summary>
    public static ServiceDescription? FindByPath(ReadOnlySpan<char> path)
    {
        if (path.Length < 2)
        {
            return null;
        }

        var first = path[1..];
        var slash = first.IndexOf('/');
        return (slash < 0 ? first : first[..slash]).SequenceEqual(Toolbox.PathRoot) ? Toolbox : null;
    }

    /// <summary>The service of a prefix in the <c>X-Amz-Target</c> header, or null; case matters.</summary>
    public static ServiceDescription? FindByTargetPrefix(ReadOnlySpan<char> prefix) =>
        prefix.SequenceEqual(Organizations.TargetPrefix) ? Organizations
        : prefix.SequenceEqual(Verification.TargetPrefix) ? Verification
        : null;
}
