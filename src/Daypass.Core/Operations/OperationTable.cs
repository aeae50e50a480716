using System.Collections.Frozen;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Core.Operations;

/// <summary>Every operation this server has.</summary>
public sealed class OperationTable
{
    private const int LongestName = 64;

    private readonly Dictionary<Service, FrozenDictionary<string, Operation>.AlternateLookup<ReadOnlySpan<char>>> _byService;

    /// <summary>A table of these operations.</summary>
    /// <exception cref="ArgumentException">Two of them are the same.</exception>
    public OperationTable(IReadOnlyCollection<Operation> operations)
    {
        All = operations;
        _byService = operations.GroupBy(static operation => operation.Description.Service.Service).ToDictionary(
            static service => service.Key,
            static service => service.ToDictionary(static operation => operation.Description.Name, StringComparer.Ordinal)
                .ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Operation> All { get; }

    /// <summary>The services that have operations here.</summary>
    public IEnumerable<ServiceDescription> Services => _byService.Keys.Select(ServiceDescription.Get);

    /// <summary>The operation of a service by its wire name, as ASCII; null when this server does not have it. Case matters.</summary>
    public Operation? Find(Service service, ReadOnlySpan<byte> action)
    {
        Span<char> name = stackalloc char[LongestName];
        return action.Length <= LongestName
            && Ascii.ToUtf16(action, name, out var length) == System.Buffers.OperationStatus.Done
            && _byService.TryGetValue(service, out var operations)
            && operations.TryGetValue(name[..length], out var operation)
            ? operation
            : null;
    }

    /// <summary>The operation a form asks for by <c>Action</c> and <c>Version</c>, or InvalidAction; what only the catalogue knows is unknown here.</summary>
    public Result<Operation> Find(QueryForm form)
    {
        var hasVersion = form.TryGet("Version"u8, out var version);
        if (ServiceDescription.FindByVersion(version) is { } service && Find(service.Service, form.Action) is { } operation)
        {
            return operation;
        }

        return CommonErrors.InvalidAction(Encoding.UTF8.GetString(form.Action), hasVersion ? Encoding.UTF8.GetString(version) : "NO_VERSION_SPECIFIED");
    }
}
