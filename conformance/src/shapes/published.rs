//! Where a model is found, and what a table says of where it is from.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use conformance::Result;

/// The longest model that is read, unpacked; EC2's has some 3 MB.
const MAX_MODEL: u64 = 64 << 20;

/// What the head of a table says besides where an older model was needed too.
pub(super) const QUERY_HEAD: &str = "//! Its names in query, which that model does not have: ";

/// The model of a service as botocore publishes it.
#[derive(Debug)]
pub(super) struct Published {
    /// botocore's folder of the service.
    service: String,
    /// The newest version of the service, a date.
    date: String,
    /// botocore's version.
    version: String,
    /// The document.
    pub(super) json: Vec<u8>,
}

impl Published {
    /// Reads the newest model of a service below `models`, botocore's folder `data`. `version`: botocore's, where the
    /// package around the folder does not say it.
    pub(super) fn find(models: &Path, service: &str, version: Option<&str>) -> Result<Published> {
        let folder = models.join(service);
        let in_folder = |cause| format!("{}: {cause}", folder.display());
        let mut dates = Vec::new();
        for entry in fs::read_dir(&folder).map_err(in_folder)? {
            let entry = entry.map_err(in_folder)?;
            dates.push(entry.file_name().to_string_lossy().into_owned());
        }
        let date = dates.into_iter().max().ok_or_else(|| format!("{} is empty", folder.display()))?;
        let version = version.map_or_else(|| version_beside(models), |version| Ok(version.to_owned()))?;
        let json = document(&folder.join(&date))?;
        Ok(Published { service: service.to_owned(), date, version, json })
    }

    /// The head of the table.
    pub(super) fn head(&self) -> String {
        let Published { service, date, version, .. } = self;
        format!(
            "//! AWS's model of the service, as data; its texts of documentation are left out.\n\
             //!\n\
             //! Written by `cargo run -p conformance -- shapes {service}`, not by hand, from botocore {version},\n\
             //! `data/{service}/{date}/service-2.json`, whose licence is Apache-2.0: see NOTICE.\n"
        )
    }

    /// What the head says besides, where the names in query are this model's.
    pub(super) fn head_for_query(&self) -> String {
        format!(
            "{QUERY_HEAD}`--query-models`, botocore {}, `data/{}/{}`.\n",
            self.version, self.service, self.date
        )
    }
}

/// The document of a version, packed or not.
fn document(folder: &Path) -> Result<Vec<u8>> {
    let plain = folder.join("service-2.json");
    if plain.is_file() {
        return Ok(fs::read(plain)?);
    }
    let packed = folder.join("service-2.json.gz");
    let file = fs::File::open(&packed).map_err(|cause| format!("{}: {cause}", packed.display()))?;
    let mut json = Vec::new();
    flate2::read::GzDecoder::new(file).take(MAX_MODEL).read_to_end(&mut json)?;
    Ok(json)
}

/// The version that the package around the models says.
fn version_beside(models: &Path) -> Result<String> {
    let package = models.join("..").join("__init__.py");
    let text = fs::read_to_string(&package).unwrap_or_default();
    let said = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    let said = said.map(|version| version.trim_matches(['\'', '"']).to_owned());
    said.ok_or_else(|| format!("{} says no version: give --version", package.display()).into())
}
