namespace Daypass.Iam.AccessReports;

/// <summary>The root, unit or account of an organisation that a report is about.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Controls">What is attached to each level from the root down to it.</param>
internal sealed record ReportedPart(string Id, IReadOnlyList<AttachedControls> Controls);

/// <summary>An account whose uses a report tells.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its path in the organisation.</param>
internal sealed record ReportedAccount(string Id, string Path);
