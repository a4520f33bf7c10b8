// Runs before the page is drawn: says that scripts work, so that what needs them is shown and nothing jumps.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
