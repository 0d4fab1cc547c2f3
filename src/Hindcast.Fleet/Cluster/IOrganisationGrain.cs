namespace Hindcast.Fleet.Cluster;

/// <summary>One organisation in the cluster, by its id: keeps its retention and ends its life, one thing at a time.</summary>
public interface IOrganisationGrain : IGrainWithStringKey
{
    /// <summary>Has the retention looked after from now on, once a day.</summary>
    Task KeepRetention();

    /// <summary>Deletes evidence whose time is over, now.</summary>
    /// <returns>How many files were deleted.</returns>
    Task<int> DeleteExpired();

    /// <summary>Deletes the organisation with everything but the audit log.</summary>
    Task Delete();
}
