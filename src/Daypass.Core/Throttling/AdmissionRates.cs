namespace Daypass.Core.Throttling;

/// <summary>How much each account, and each address that has not proven who it is, may ask of one node.</summary>
public sealed record AdmissionRates
{
    /// <summary>Calls of STS by the principals of an account.</summary>
    public Rate Account { get; init; } = new(2_000, 10_000);

    /// <summary>Calls of IAM by the principals of an account.</summary>
    public Rate Iam { get; init; } = new(500, 5_000);

    /// <summary>Questions about access by the services of an account.</summary>
    public Rate Check { get; init; } = new(10_000, 20_000);

    /// <summary>Requests from an address (IPv6: a network of 64 bits) that do not prove who sends them.</summary>
    public Rate Address { get; init; } = new(200, 2_000);

    /// <summary>No limits.</summary>
    public static AdmissionRates Unlimited { get; } = new() { Account = default, Iam = default, Check = default, Address = default };
}
