using Hindcast.Fleet.Database;

namespace Hindcast.Fleet.Results;

/// <summary>Writes what is unusual and usual on a server in place of what its last assessment said.</summary>
internal static class UnusualRows
{
    /// <summary>Rows of one statement: a row at a time takes a round trip each.</summary>
    private const int AtOnce = 50;

    internal static async Task Replace(FleetSession session, string serverId, string organisationId, AssessmentFacts facts)
    {
        await session.Execute("DELETE FROM unusual_things WHERE server_id = @server", ("server", serverId));
        await session.Execute("DELETE FROM usual_things WHERE server_id = @server", ("server", serverId));
        foreach (UnusualFact[] things in facts.Unusual.Chunk(AtOnce))
        {
            List<(string, object?)> values = [("server", serverId), ("organisation", organisationId)];
            foreach ((int i, UnusualFact thing) in things.Index())
            {
                values.AddRange([($"f{i}", thing.Family), ($"t{i}", thing.Thing), ($"d{i}", thing.Day), ($"s{i}", thing.Shown ? 1L : 0L)]);
            }

            await session.Execute(
                $"""
                INSERT INTO unusual_things (server_id, organisation_id, family, thing, seen, shown) VALUES
                {string.Join(", ", things.Select((_, i) => $"(@server, @organisation, @f{i}, @t{i}, @d{i}, @s{i})"))}
                """,
                [.. values]);
        }

        if (facts.Usual.Length > 0)
        {
            await session.Execute(
                "INSERT INTO usual_things (server_id, organisation_id, sketch) VALUES (@server, @organisation, @sketch)",
                ("server", serverId), ("organisation", organisationId), ("sketch", facts.Usual));
        }
    }
}
