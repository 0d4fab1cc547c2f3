using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Organisations;

/// <summary>Whose a thing is. The one place that leads from an id to an organisation. Thread-safe.</summary>
public sealed class Ownership(FleetDatabase database)
{
    /// <summary>Id of the organisation, or null when there is no such thing.</summary>
    public async Task<string?> Of(OwnerKind kind, string? id, CancellationToken cancellation)
    {
        if (!Identifiers.IsWellFormed(id))
        {
            return null;
        }

        string query = kind switch
        {
            OwnerKind.Organisation => "SELECT id FROM organisations WHERE id = @id",
            OwnerKind.Server => "SELECT organisation_id FROM servers WHERE id = @id",
            OwnerKind.Upload => "SELECT organisation_id FROM uploads WHERE id = @id",
            OwnerKind.Job => "SELECT organisation_id FROM jobs WHERE id = @id",
            OwnerKind.Assessment => "SELECT organisation_id FROM assessments WHERE id = @id",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return await database.Read(s => s.First(query, row => row.Text(0), ("id", id)), cancellation);
    }
}
