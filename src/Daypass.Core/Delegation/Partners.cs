using System.Buffers;
using System.Security.Cryptography;
using Daypass.Core.Entities;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Delegation;

/// <summary>The accounts that the operator lets make delegation requests, and the webhooks by which they are told what becomes of them.</summary>
public sealed class Partners(IDirectoryStore store, SecretEnvelope envelope)
{
    /// <summary>Under which purpose a webhook's secret is sealed.</summary>
    public const string SecretPurpose = "webhook";

    /// <summary>How many characters a partner's name has at most.</summary>
    public const int LongestName = 30;

    private const int SecretLength = 32;
    private const int LongestChannel = 400;

    private static readonly SearchValues<char> ChannelCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_.-");

    /// <summary>Registers an account as a partner with a webhook, or gives it another one; a webhook of the same name is replaced.</summary>
    /// <param name="account">The account.</param>
    /// <param name="name">How the partner is called towards those it asks; at most 30 characters.</param>
    /// <param name="channel">How its requests name the webhook.</param>
    /// <param name="url">Where notices are posted.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    /// <returns>The secret that notices are signed with, in base64; it is shown this once.</returns>
    public async ValueTask<Result<string>> Register(string account, string name, string channel, Uri url, CancellationToken cancelled)
    {
        if (name.Length is 0 or > LongestName)
        {
            return IamErrors.InvalidInput($"A partner's name has 1 to {LongestName} characters.");
        }

        // The same as CreateDelegationRequest takes, or nobody could ask through it.
        if (channel.Length is < 2 or > LongestChannel || channel.AsSpan().ContainsAnyExcept(ChannelCharacters))
        {
            return IamErrors.InvalidInput($"A channel's name has 2 to {LongestChannel} letters, digits and any of :_.-.");
        }

        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
        {
            return IamErrors.InvalidInput("A webhook is an https URL; only on this machine may it be http.");
        }

        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        var registered = new NotificationChannel(channel, url.ToString(), envelope.Seal(SecretPurpose, EntityOf(account, channel), secret));
        var stored = await store.Write<bool>(
            async transaction => await transaction.Find<Account>("", account, cancelled) is { } found
                ? await transaction.TryUpdate(
                    found, found with { Partner = true, PartnerName = name, Channels = [.. found.Channels.Where(other => other.Name != channel), registered] },
                        cancelled)
                : IamErrors.NoSuchEntity($"There is no account {account}."),
            cancelled);
        return stored.Succeeded ? Convert.ToBase64String(secret) : stored.Error;
    }

    /// <summary>Takes a partner's right to ask away, with its webhooks; credentials that were traded in already expire by themselves.</summary>
    public async ValueTask<AwsError?> Remove(string account, CancellationToken cancelled)
    {
        var stored = await store.Write<bool>(
            async transaction => await transaction.Find<Account>("", account, cancelled) is { Partner: true } found
                ? await transaction.TryUpdate(found, found with { Partner = false, PartnerName = null, Channels = [] }, cancelled)
                : IamErrors.NoSuchEntity($"There is no partner {account}."),
            cancelled);
        return stored.Error;
    }

    /// <summary>The channel that a request names: by its name, by an ARN that ends in it, or by its URL.</summary>
    public static NotificationChannel? Find(Account partner, string named) => partner.Channels.FirstOrDefault(
        channel => channel.Name == named || channel.Url == named
            || (named.StartsWith("arn:", StringComparison.Ordinal) && named.EndsWith(":" + channel.Name, StringComparison.Ordinal)));

    /// <summary>The secret of a channel.</summary>
    internal byte[] SecretOf(string account, NotificationChannel channel) => envelope.Open(SecretPurpose, EntityOf(account, channel.Name), channel.SealedSecret)
        ?? throw new InvalidDataException($"The secret of channel {channel.Name} does not open under this server's master key.");

    /// <summary>What a webhook's secret is sealed for.</summary>
    public static string EntityOf(string account, string channel) => $"{account}:{channel}";
}
