using System.Collections.Frozen;
using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Catalogue;

/// <summary>Every operation of every service, found by action and version.</summary>
public static partial class OperationCatalogue
{
    private const int LongestName = 64;

    /// <summary>Every operation, STS first, in the order of their names.</summary>
    public static IReadOnlyList<OperationDescription> All { get; } =
        [
            .. StsOperations.All, .. IamOperations.All, .. OrganizationsOperations.All, .. VerificationOperations.All, .. ToolboxOperations.All,
        ];

    /// <summary>The operations of a service in the order of their names.</summary>
    public static IReadOnlyList<OperationDescription> List(Service service) => service switch
    {
        Service.Sts => StsOperations.All,
        Service.Iam => IamOperations.All,
        Service.Organizations => OrganizationsOperations.All,
        Service.Toolbox => ToolboxOperations.All,
        _ => VerificationOperations.All,
    };

    /// <summary>The operation of that name, or null; case matters.</summary>
    public static OperationDescription? Find(ReadOnlySpan<byte> action, Service service)
    {
        Span<char> name = stackalloc char[LongestName];
        if (action.Length > LongestName || Ascii.ToUtf16(action, name, out var length) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        var operations = service switch
        {
            Service.Sts => StsIndex.ByName,
            Service.Iam => IamIndex.ByName,
            Service.Organizations => OrganizationsIndex.ByName,
            Service.Toolbox => ToolboxIndex.ByName,
            _ => VerificationIndex.ByName,
        };
        return operations.TryGetValue(name[..length], out var operation) ? operation : null;
    }

    /// <summary>The operation of that name, or null; case matters.</summary>
    public static OperationDescription? Find(string action, Service service) => Find(Encoding.UTF8.GetBytes(action), service);

    /// <summary>The operation a form asks for by <c>Action</c> and <c>Version</c>, or the dispatcher's <c>InvalidAction</c>.</summary>
    public static Result<OperationDescription> Find(QueryForm form)
    {
        var hasVersion = form.TryGet("Version"u8, out var version);
        if (ServiceDescription.FindByVersion(version) is { } service && Find(form.Action, service.Service) is { } operation)
        {
            return operation;
        }

        return CommonErrors.InvalidAction(
            Encoding.UTF8.GetString(form.Action),
            hasVersion ? Encoding.UTF8.GetString(version) : "NO_VERSION_SPECIFIED");
    }

    private static FrozenDictionary<string, OperationDescription>.AlternateLookup<ReadOnlySpan<char>> Index(IReadOnlyList<OperationDescription> operations) =>
        operations.ToFrozenDictionary(static operation => operation.Name, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
