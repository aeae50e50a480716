using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Policy.Decisions;

namespace Daypass.Server.Kits;

/// <summary>What was decided about each request, the newest ten thousand of them; everything goes on to the server's own log.</summary>
/// <param name="log">The server's own log.</param>
public sealed class DecisionLog(IPipelineLog log) : IPipelineLog
{
    /// <summary>How many are kept.</summary>
    public const int Most = 10_000;

    private readonly Lock _writing = new();
    private readonly Queue<RecordedDecision> _kept = new();
    private long _number;

    /// <summary>Those that are kept and came after a number, the oldest first.</summary>
    public IReadOnlyList<RecordedDecision> After(long number)
    {
        lock (_writing)
        {
            return [.. _kept.SkipWhile(decision => decision.Number <= number)];
        }
    }

    /// <summary>Forgets all of them; numbers go on.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            _kept.Clear();
        }
    }

    /// <inheritdoc/>
    public void Answered(Answer answer, OperationContext context)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(context);
        Keep(answer, context);
        log.Answered(answer, context);
    }

    /// <inheritdoc/>
    public void Failed(string requestId, string? operation, Exception cause) => log.Failed(requestId, operation, cause);

    /// <inheritdoc/>
    public void Unavailable(string requestId, string? operation, Exception cause) => log.Unavailable(requestId, operation, cause);

    /// <inheritdoc/>
    public void Dropped(Exception cause) => log.Dropped(cause);

    private void Keep(Answer answer, OperationContext context)
    {
        var accesses = context.Decided?.Select(Record).ToArray() ?? [];
        var last = accesses.Length > 0 ? accesses[^1] : null;
        var isSettled = last is not null && (answer.Error is null || last.Outcome != Word(Outcome.Allowed));
        lock (_writing)
        {
            if (_kept.Count == Most)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(new RecordedDecision
            {
                Number = ++_number,
                At = context.Now,
                RequestId = context.RequestId,
                Operation = answer.Operation,
                Caller = answer.CallerArn ?? (context.Identity is null ? null : context.Caller.Arn),
                Account = context.Caller.Account is { Length: > 0 } account ? account : null,
                Outcome = answer.Error is null ? Word(Outcome.Allowed) : isSettled ? last!.Outcome : "refused",
                Layer = isSettled ? last!.Layer : null,
                Policy = isSettled ? last!.Policy : null,
                Statement = isSettled ? last!.Statement : null,
                Sid = isSettled ? last!.Sid : null,
                Action = last?.Action,
                Resource = last?.Resource,
                Code = answer.Error?.Code,
                Message = answer.Error?.Message,
                Reason = answer.Error?.Reason,
                Accesses = accesses,
            });
        }
    }

    private static RecordedAccess Record(DecidedAccess decided) => new(
        decided.Action, decided.Resource, Word(decided.Outcome), Word(decided.Layer), decided.Policy, decided.Statement < 0 ? null : decided.Statement,
        decided.Sid);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };

    private static string Word(DecisionLayer layer)
    {
        var name = layer.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
