using Hindcast.Fleet.Retention;

namespace Hindcast.Fleet.Cluster;

/// <inheritdoc cref="IOrganisationGrain"/>
internal sealed class OrganisationGrain(RetentionRun retention) : Grain, IOrganisationGrain, IRemindable
{
    private const string RetentionReminder = "retention";

    /// <inheritdoc/>
    public Task KeepRetention() => this.RegisterOrUpdateReminder(RetentionReminder, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));

    /// <inheritdoc/>
    public Task<int> DeleteExpired() => retention.DeleteExpired(this.GetPrimaryKeyString(), CancellationToken.None);

    /// <inheritdoc/>
    public async Task Delete()
    {
        await retention.DeleteOrganisation(this.GetPrimaryKeyString(), CancellationToken.None);
        if (await this.GetReminder(RetentionReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => DeleteExpired();
}
