namespace Hindcast.Reports.Attack;

/// <summary>
/// The techniques of Enterprise ATT&amp;CK 18.1 by id. Names and ids only; see NOTICE for the licence of the table.
/// </summary>
public static class AttackTechniques
{
    /// <summary>The version of ATT&amp;CK that the table is of.</summary>
    public const string Version = "18";

    private static readonly Lazy<Dictionary<string, Technique>> Table = new(Read);

    /// <summary>Finds a technique by its id in upper case, or null.</summary>
    public static Technique? Find(string id) => Table.Value.GetValueOrDefault(id);

    private static Dictionary<string, Technique> Read()
    {
        using Stream stream = typeof(AttackTechniques).Assembly.GetManifestResourceStream("Hindcast.Reports.Attack.techniques.csv")!;
        using StreamReader reader = new(stream);
        Dictionary<string, Technique> techniques = new(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } row)
        {
            string[] columns = row.Split('|');
            techniques.Add(columns[0], new Technique(columns[0], columns[1], $"attack-pattern--{columns[2]}", columns[3], columns[4], columns[5].Split(' ')));
        }

        return techniques;
    }
}
