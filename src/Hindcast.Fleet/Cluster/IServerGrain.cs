namespace Hindcast.Fleet.Cluster;

/// <summary>One server in the cluster, by its id: the one place where its assessments are asked for and watched.</summary>
public interface IServerGrain : IGrainWithStringKey
{
    /// <summary>Queues the server's evidence; a job that waits already serves.</summary>
    /// <param name="organisationId">Whose the server is.</param>
    /// <returns>Id of the job.</returns>
    Task<string> Assess(string organisationId);

    /// <summary>Tells how far a job of this server is.</summary>
    Task Report(JobProgress progress);

    /// <summary>How far the running job is, as it told last; null when none told within a minute.</summary>
    Task<JobProgress?> Progress();
}
