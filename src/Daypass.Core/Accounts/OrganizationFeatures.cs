namespace Daypass.Core.Accounts;

/// <summary>What an organisation can do to the root users of its members, by the names ListOrganizationsFeatures has.</summary>
public static class OrganizationFeatures
{
    /// <summary>The root credentials of members are managed centrally.</summary>
    public const string CredentialsManagement = "RootCredentialsManagement";

    /// <summary>AssumeRoot may be called.</summary>
    public const string Sessions = "RootSessions";
}
