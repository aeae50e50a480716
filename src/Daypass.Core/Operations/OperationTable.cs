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
    public IEnumerable<ServiceDescription> Services => _byService.Keys.Order().Select(ServiceDescription.Get);

    /// <summary>Whether requests that are signed for this name can be for a service that is here.</summary>
    public bool Serves(string signingName)
    {
        foreach (var service in _byService.Keys)
        {
            if (string.Equals(ServiceDescription.Get(service).SigningName, signingName, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The services in a sentence, for whoever asks for another: <c>STS (2011-06-15) and IAM (2010-05-08)</c>.</summary>
    public string Served
    {
        get
        {
            var services = Services.Select(static service => $"{service.Title} ({service.Version})").ToList();
            return services.Count < 2 ? string.Concat(services) : $"{string.Join(", ", services[..^1])} and {services[^1]}";
        }
    }

    /// <summary>The operation of a service by its wire name, as ASCII; null when this server does not have it. Case matters.</summary>
    public Operation? Find(Service service, ReadOnlySpan<byte> action)
    {
        Span<char> name = stackalloc char[LongestName];
        return action.Length <= LongestName && Ascii.ToUtf16(action, name, out var length) == System.Buffers.OperationStatus.Done
            ? Find(service, name[..length])
            : null;
    }

    /// <summary>The operation a form asks for by <c>Action</c> and <c>Version</c>, or InvalidAction; what only the catalogue knows is unknown here.</summary>
    public Result<Operation> Find(QueryForm form)
    {
        var hasVersion = form.TryGet("Version"u8, out var version);
        var service = ServiceDescription.FindByVersion(version);
        if (service is not null && Find(service.Service, form.Action) is { } operation)
        {
            return operation;
        }

        var (action, asked) = (Encoding.UTF8.GetString(form.Action), hasVersion ? Encoding.UTF8.GetString(version) : "NO_VERSION_SPECIFIED");
        return service is null && !version.IsEmpty ? CommonErrors.InvalidAction(action, asked, Served) : CommonErrors.InvalidAction(action, asked);
    }

    /// <summary>The operation that the <c>X-Amz-Target</c> header of AWS JSON asks for, or UnknownOperationException.</summary>
    /// <param name="target">The header's value, <c>Prefix.Operation</c>; empty when there is none.</param>
    public Result<Operation> FindByTarget(string target)
    {
        var dot = target.LastIndexOf('.');
        var service = dot < 0 ? null : ServiceDescription.FindByTargetPrefix(target.AsSpan(0, dot));
        if (service is not null && Find(service.Service, target.AsSpan(dot + 1)) is { } operation)
        {
            return operation;
        }

        // Of a service that is not here its name says enough.
        return CommonErrors.UnknownOperation(
            target.Length == 0 ? "a request without exactly one X-Amz-Target header" : service is null && dot > 0 ? target[..dot] : target, Served);
    }

    /// <summary>The operation of a service that restJson1 asks for by a method and a path, or null.</summary>
    public Operation? FindByRoute(Service service, string method, ReadOnlySpan<char> path)
    {
        foreach (var operation in All)
        {
            if (operation.Description is { Route: { } route } description && description.Service.Service == service && route.Matches(method, path))
            {
                return operation;
            }
        }

        return null;
    }

    private Operation? Find(Service service, ReadOnlySpan<char> name) =>
        _byService.TryGetValue(service, out var operations) && operations.TryGetValue(name, out var operation) ? operation : null;
}
