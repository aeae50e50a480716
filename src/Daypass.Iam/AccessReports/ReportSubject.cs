using Daypass.Iam.Policies;

namespace Daypass.Iam.AccessReports;

/// <summary>What a report is about: a user, group or role, or a managed policy.</summary>
/// <param name="Holder">The user, group or role; null when it is a policy.</param>
/// <param name="Policy">The policy; null when it is somebody.</param>
internal sealed record ReportSubject(PolicyHolder? Holder, ManagedPolicy? Policy);
