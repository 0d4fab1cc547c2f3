namespace Hindcast.Fleet.Organisations;

/// <summary>An organisation that gives evidence in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sector">Its sector, in lower case, or "".</param>
/// <param name="Country">Two letters of ISO 3166, or "".</param>
/// <param name="RetentionDays">Days after which its evidence is deleted; 0 for never.</param>
/// <param name="QuotaBytes">Most bytes of evidence that it may keep here.</param>
/// <param name="Created">When it was added.</param>
public sealed record Organisation(
    string Id, string Name, string Sector, string Country, long RetentionDays, long QuotaBytes, DateTimeOffset Created);
