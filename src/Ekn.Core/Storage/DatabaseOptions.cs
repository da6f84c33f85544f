using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Storage;

/// <summary>Section Ekn:Database.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Ekn:Database";

    /// <summary>sqlite (embedded, the default) or postgres.</summary>
    [RegularExpression(
        "sqlite|postgres",
        ErrorMessage = "Ekn:Database:Provider must be 'sqlite' or 'postgres'; change it in config/ekn.json or in Ekn__Database__Provider."
    )]
    public string Provider { get; set; } = "sqlite";

    /// <summary>In the form of the provider. A relative SQLite file lies below the program's home folder.</summary>
    [Required(
        AllowEmptyStrings = false,
        ErrorMessage = "Ekn:Database:ConnectionString is empty; for SQLite write 'Data Source=data/ekn.db'."
    )]
    public string ConnectionString { get; set; } = "Data Source=data/ekn.db";
}
