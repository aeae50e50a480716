using System.Collections.Frozen;
using Daypass.Core.Telemetry;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Throttling;

/// <summary>Sees to it that nobody takes the time of all others: whoever asks more than his rate is answered Throttling, as at AWS.</summary>
/// <remarks>
/// Who has proven who he is pays from his account's buckets, and is never refused for what others do at his address. Who has not pays from the bucket of the
/// address. A call costs one token, some cost more, and an answer costs one for each four kilobytes, so that a list of everything costs what it takes.
/// </remarks>
/// <param name="rates">How much each may ask.</param>
/// <param name="clock">The time.</param>
public sealed class Admission(AdmissionRates rates, TimeProvider clock)
{
    /// <summary>What an authentication that fails costs at its address.</summary>
    internal const int FailedProof = 5;

    private const string AccountLimit = "account";
    private const string IamLimit = "iam";
    private const string CheckLimit = "check";
    private const string AddressLimit = "address";

    private const int BytesPerToken = 4096;

    private static readonly AwsError TooMuchOfAccount = CommonErrors.Throttling() with { Reason = Reasons.AccountRate.Text };
    private static readonly AwsError TooMuchOfAddress = CommonErrors.Throttling() with { Reason = Reasons.AddressRate.Text };

    /// <summary>Calls that take as long as so many others.</summary>
    private static readonly FrozenDictionary<string, int> Weights = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["SimulateCustomPolicy"] = 20,
        ["SimulatePrincipalPolicy"] = 20,
        ["GenerateCredentialReport"] = 20,
        ["GenerateOrganizationsAccessReport"] = 20,
        ["GenerateServiceLastAccessedDetails"] = 20,
        ["GetServiceLastAccessedDetailsWithEntities"] = 20,
        ["GetAccountAuthorizationDetails"] = 10,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly TokenBuckets _accounts = new(rates.Account, clock);
    private readonly TokenBuckets _iam = new(rates.Iam, clock);
    private readonly TokenBuckets _checks = new(rates.Check, clock);
    private readonly TokenBuckets _addresses = new(rates.Address, clock);

    /// <summary>The limits that a request may meet, as labels.</summary>
    public static IReadOnlyList<string> Limits { get; } = [AccountLimit, IamLimit, CheckLimit, AddressLimit];

    /// <summary>Takes from the bucket of an address; Throttling when there is not so much in it.</summary>
    /// <param name="address">The canonical address; null for all who have none.</param>
    /// <param name="tokens">What it costs.</param>
    internal AwsError? TakeOfAddress(string? address, int tokens)
    {
        if (_addresses.IsUnlimited || _addresses.TryTake(AddressKey.Of(address), tokens))
        {
            return null;
        }

        Measures.WasThrottled(AddressLimit);
        return TooMuchOfAddress;
    }

    /// <summary>Gives back what was taken before it was known that the sender can prove who he is.</summary>
    internal void GiveBackToAddress(string? address, int tokens)
    {
        if (!_addresses.IsUnlimited)
        {
            _addresses.GiveBack(AddressKey.Of(address), tokens);
        }
    }

    /// <summary>Takes what a call costs from its account's bucket; Throttling when there is not so much in it.</summary>
    /// <param name="account">The account of the caller.</param>
    /// <param name="operation">What he calls.</param>
    internal AwsError? TakeOfAccount(ReadOnlySpan<char> account, OperationDescription operation)
    {
        var (buckets, limit) = For(operation);
        if (buckets.TryTake(KeyOf(account), Weights.GetValueOrDefault(operation.Name, 1)))
        {
            return null;
        }

        Measures.WasThrottled(limit);
        return TooMuchOfAccount;
    }

    /// <summary>Takes from an account's bucket what an answer cost beyond the call.</summary>
    /// <param name="account">The account of the caller.</param>
    /// <param name="operation">What he called.</param>
    /// <param name="length">How many bytes the answer has.</param>
    internal void ChargeAnswer(ReadOnlySpan<char> account, OperationDescription operation, int length)
    {
        if (length >= BytesPerToken)
        {
            For(operation).Buckets.Charge(KeyOf(account), length / BytesPerToken);
        }
    }

    /// <summary>Takes from an account's bucket for a call of somebody whom its identity provider vouched for.</summary>
    internal void ChargeProven(ReadOnlySpan<char> account, OperationDescription operation) => For(operation).Buckets.Charge(KeyOf(account), 1);

    /// <summary>Throttling when an account is in debt: its identity provider's tokens are not looked at before it has paid. Nothing is taken, because
    /// anyone may name any account.</summary>
    internal AwsError? LookAtAccount(ReadOnlySpan<char> account, OperationDescription operation)
    {
        var (buckets, limit) = For(operation);
        if (!buckets.IsInDebt(KeyOf(account)))
        {
            return null;
        }

        Measures.WasThrottled(limit);
        return TooMuchOfAccount;
    }

    private (TokenBuckets Buckets, string Limit) For(OperationDescription operation) => operation.Service.Service switch
    {
        Service.Sts => (_accounts, AccountLimit),
        Service.Verification => (_checks, CheckLimit),
        _ => (_iam, IamLimit),
    };

    /// <summary>An account's twelve digits as a number.</summary>
    private static UInt128 KeyOf(ReadOnlySpan<char> account)
    {
        var key = 0UL;
        foreach (var digit in account)
        {
            key = (key * 10) + digit;
        }

        return key;
    }
}
