using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Query;

/// <summary>The request of an operation; generated.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IOperationInput<TSelf> : IQueryInput<TSelf>
    where TSelf : IOperationInput<TSelf>
{
    /// <summary>The operation this is a request of.</summary>
    static abstract OperationDescription Operation { get; }

    /// <summary>Reads the request, or says in one <c>ValidationError</c> everything that is wrong with it.</summary>
    static abstract Result<TSelf> Read(QueryForm form);

    /// <summary>Writes <c>Action</c>, <c>Version</c> and the members that are set.</summary>
    void Write(QueryWriter writer);
}

/// <summary>The request of an operation together with the type of its answer, so that a caller need not name both.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
/// <typeparam name="TOutput">The record of the answer; <see cref="NoOutput"/> where there is none.</typeparam>
public interface IOperationInput<TSelf, TOutput> : IOperationInput<TSelf>
    where TSelf : IOperationInput<TSelf, TOutput>
    where TOutput : IOperationOutput<TOutput>;
