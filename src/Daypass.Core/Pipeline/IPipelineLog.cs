using Daypass.Core.Requests;

namespace Daypass.Core.Pipeline;

/// <summary>What the road tells an operator. Nothing secret is ever passed here.</summary>
public interface IPipelineLog
{
    /// <summary>A request was answered, well or with a refusal.</summary>
    void Answered(Answer answer, OperationContext context);

    /// <summary>A bug or broken I/O made it 500.</summary>
    void Failed(string requestId, string? operation, Exception cause);

    /// <summary>The database could not be reached, so it is 503.</summary>
    void Unavailable(string requestId, string? operation, Exception cause);

    /// <summary>Something that is written down beside requests was dropped, by a bug or broken I/O.</summary>
    void Dropped(Exception cause);
}
