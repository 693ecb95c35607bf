# Where the databases of examples/guildhall.toml are, from the project's folder.
export ARDEN_VALE_URL=sqlite:///var/illustrative/illustrative-arden-vale.sqlite
export BRACKENMOOR_CRM_URL=sqlite:///var/illustrative/illustrative-brackenmoor-crm.sqlite
export BRACKENMOOR_FINANCE_URL=sqlite:///var/illustrative/illustrative-brackenmoor-finance.sqlite
export EASTMERE_URL=sqlite:///var/illustrative/illustrative-eastmere.sqlite
export HOLLINFORD_URL=sqlite:///var/illustrative/illustrative-hollinford-crm.sqlite
export WYNCASTLE_URL=sqlite:///var/illustrative/illustrative-wyncastle.sqlite
