namespace Hindcast.Fleet.Jobs;

/// <summary>Tells that a job is no longer as it was; how it is now, the queue says.</summary>
/// <param name="JobId">The job; "" for many at once.</param>
/// <param name="OrganisationId">Whose it is; "" for many at once.</param>
public sealed record JobChange(string JobId, string OrganisationId)
{
    /// <summary>Many jobs at once.</summary>
    public static JobChange Many { get; } = new("", "");
}
