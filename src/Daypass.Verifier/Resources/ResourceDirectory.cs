using System.Collections.Concurrent;
using Daypass.Protocol.Verification;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Changes;

namespace Daypass.Verifier.Resources;

/// <summary>What the service's account says of its resources: asked for once, and forgotten when the server tells that it changed. Safe for any number of
/// threads.</summary>
public sealed class ResourceDirectory
{
    /// <summary>How often a resource is asked about whose policy changes while being asked about.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Task<KnownResource>> _asking = new(StringComparer.Ordinal);
    private readonly VerificationClient _server;
    private readonly ServerWatch _watch;
    private readonly ResourceTable _table;
    private readonly SemaphoreSlim _questions;
    private readonly int _mostWaiting;
    private readonly TimeProvider _clock;

    internal ResourceDirectory(
        VerificationClient server, ServerWatch watch, ResourceTable table, SemaphoreSlim questions, int mostWaiting, TimeProvider clock) =>
        (_server, _watch, _table, _questions, _mostWaiting, _clock) = (server, watch, table, questions, mostWaiting, clock);

    /// <summary>What is known of a resource.</summary>
    /// <exception cref="ServerUnreachableException">The server is away, and the resource is not known or memory is too old; or the service may not
    /// ask.</exception>
    public ValueTask<KnownResource> Find(string arn, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(arn);
        _watch.ThrowIfStale();
        return _table.Find(arn) is { } known ? new(known) : Ask(arn, cancelled);
    }

    /// <summary>One question for all who ask about the same resource at the same time.</summary>
    private async ValueTask<KnownResource> Ask(string arn, CancellationToken cancelled)
    {
        if (!_asking.TryGetValue(arn, out var asking))
        {
            if (_asking.Count >= _mostWaiting)
            {
                throw new ServerUnreachableException("Too many questions about resources wait for their turn.");
            }

            asking = AskServer(arn);
            if (_asking.TryAdd(arn, asking))
            {
                _ = asking.ContinueWith(
                    over => _asking.TryRemove(new(arn, over)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return await asking.WaitAsync(cancelled);
    }

    private async Task<KnownResource> AskServer(string arn)
    {
        await _watch.Heard;
        await _questions.WaitAsync(_watch.Stopping);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await _server.GetResourceDocuments(new GetResourceDocumentsRequest { ResourceArn = arn }, _watch.Stopping);
                if (!answer.Succeeded)
                {
                    throw new ServerUnreachableException($"GetResourceDocuments was refused to this service: {answer.Error.Code}: {answer.Error.Message}");
                }

                var resource = KnownResource.Create(arn, answer.Value);
                if (_table.TryAdd(resource))
                {
                    return resource;
                }

                if (attempt == Attempts)
                {
                    throw new ServerUnreachableException(
                        "The resource's policy changed each time it was asked about, or the node that answers is behind the others.");
                }

                await Task.Delay(Pause, _clock, _watch.Stopping);
            }
        }
        catch (InvalidDataException strange)
        {
            throw new ServerUnreachableException(strange.Message, strange);
        }
        finally
        {
            _questions.Release();
        }
    }
}
