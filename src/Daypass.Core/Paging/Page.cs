using Daypass.Core.Requests;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Query;

namespace Daypass.Core.Paging;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Marker">Where the next page begins; null when this is the last one.</param>
public readonly record struct Page<T>(List<T> Items, string? Marker)
{
    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated => Marker is not null;

    /// <summary>The answer, with the marker of the next page.</summary>
    public TResponse In<TResponse>(TResponse response) where TResponse : PagedResponse => response with { IsTruncated = IsTruncated, Marker = Marker };
}

/// <summary>Which page is asked for.</summary>
/// <param name="Operation">The list's operation; markers fit no other.</param>
/// <param name="Account">The account; markers fit no other.</param>
/// <param name="Marker">Where to go on, as the client gave it.</param>
/// <param name="MaxItems">The most entries; 100 when null.</param>
public readonly record struct PageRequest(string Operation, string Account, string? Marker, int? MaxItems)
{
    /// <summary>The most entries.</summary>
    public int Most => MaxItems ?? 100;

    /// <summary>The page a list request of the caller's account asks for.</summary>
    public static PageRequest From<TInput>(TInput input, OperationContext context) where TInput : IOperationInput<TInput>, IPagedRequest =>
        new(TInput.Operation.Name, context.Caller.Account, input.Marker, input.MaxItems);
}

/// <summary>One entry of a source in the order of its names.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Name">Where the source continues after it.</param>
/// <param name="Item">The entry; null when a filter keeps it out.</param>
public readonly record struct Listed<T>(string Name, T? Item) where T : class;

/// <summary>Up to a number of entries after a name, in the order of their names; fewer only at the end.</summary>
public delegate ValueTask<List<Listed<T>>> PageSource<T>(string after, int limit) where T : class;
